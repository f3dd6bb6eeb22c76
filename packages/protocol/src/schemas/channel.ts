import { z } from "zod";
import type { ChannelOperations } from "../channel.ts";
import { callId, clientId, participantId } from "./ids.ts";

/** As far as the tables of the log count messages of one page. */
const MOST = 2_147_483_647;
const seq = z.number().int().min(0);

export const CHANNEL_SCHEMAS: {
  readonly [Name in keyof ChannelOperations]: z.ZodType<ChannelOperations[Name]["input"]>;
} = {
  "calls.listen": z.strictObject({
    call: callId,
    from: seq.optional(),
    channel: clientId.optional(),
  }),
  "calls.unlisten": z.strictObject({ call: callId, channel: clientId.optional() }),
  "calls.say": z.strictObject({
    call: callId,
    body: z.unknown(),
    to: participantId.optional(),
    once: z.strictObject({ name: clientId, n: z.number().int().min(1).max(MOST) }).optional(),
  }),
};
