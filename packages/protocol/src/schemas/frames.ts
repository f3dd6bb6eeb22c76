import { z } from "zod";
import { callId, clientId, participantId, secret, text } from "./ids.ts";

const count = z.number().int().min(0);
const holds = z
  .record(callId, count)
  .refine((calls) => Object.keys(calls).length <= 64, { message: "more than 64 calls" });
const helloParts = { type: z.literal("hello"), version: count, page: clientId, holds };

/** The first frame: a device's or a seat's. */
export const helloFrame = z.union([
  z.strictObject({
    ...helloParts,
    token: z.string().max(8_192),
    device: z.strictObject({ id: clientId, label: text }),
  }),
  z.strictObject({ ...helloParts, seatSecret: secret, relaySeen: count }),
]);

/** Every frame after hello; the input of a request is checked by its operation's schema. */
export const clientFrame = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("request"),
    id: count,
    operation: z.string().max(64),
    input: z.unknown(),
  }),
  z.strictObject({ type: z.literal("token"), token: z.string().max(8_192) }),
  z.strictObject({
    type: z.literal("relay"),
    call: callId,
    n: z.number().int().min(1).max(2_147_483_647),
    to: z.union([participantId, z.literal("connector")]).optional(),
    body: z.unknown(),
  }),
  z.strictObject({ type: z.literal("relay-seen"), call: callId, seq: count }),
  z.strictObject({
    type: z.literal("media-flows"),
    call: callId,
    from: z.array(participantId).min(1).max(64),
  }),
  z.strictObject({ type: z.literal("pong") }),
  z.strictObject({ type: z.literal("bye") }),
]);
