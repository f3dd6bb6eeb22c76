import { z } from "zod";
import { WEBHOOK_EVENTS, type WebhookOperations } from "../webhooks.ts";
import { cursor, pageSize } from "./history.ts";
import { url } from "./ids.ts";

/** An endpoint's name: chosen by who makes it. */
const endpointId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/);
/** `whsec_` and base64 of 24 to 64 random bytes, as the Standard Webhooks specification says. */
const webhookSecret = z.string().regex(/^whsec_[A-Za-z0-9+/]{32,86}={0,2}$/);
const webhookEvents = z.array(z.enum(WEBHOOK_EVENTS)).max(WEBHOOK_EVENTS.length);

const onlyEndpoint = z.strictObject({ endpoint: endpointId });

export const WEBHOOK_SCHEMAS: {
  readonly [Name in keyof WebhookOperations]: z.ZodType<WebhookOperations[Name]["input"]>;
} = {
  "webhooks.list": z.strictObject({}),
  "webhooks.put": z.strictObject({
    endpoint: endpointId,
    url: url.optional(),
    events: webhookEvents.optional(),
    isOn: z.boolean().optional(),
    isNew: z.literal(true).optional(),
    secret: webhookSecret.optional(),
    newSecret: z.literal(true).optional(),
  }),
  "webhooks.remove": onlyEndpoint,
  "webhooks.test": onlyEndpoint,
  "webhooks.deliveries": z.strictObject({
    endpoint: endpointId.optional(),
    state: z.enum(["waiting", "delivered", "dead"]).optional(),
    before: cursor.optional(),
    limit: pageSize.optional(),
  }),
  "webhooks.replay": z.strictObject({
    endpoint: endpointId,
    id: z
      .string()
      .regex(/^msg_[A-Za-z0-9_-]{22}$/)
      .optional(),
  }),
};
