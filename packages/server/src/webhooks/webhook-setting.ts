import { WEBHOOK_EVENTS } from "@ringline/protocol";
import { z } from "zod";
import { isWebhookSecret } from "./signature.ts";

/** An endpoint in the settings. Whether its URL may be used is looked at when the server starts. */
export const webhookSetting = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/),
  url: z.url({ protocol: /^https?$/ }),
  secret: z.string().refine(isWebhookSecret),
  events: z.array(z.enum(WEBHOOK_EVENTS)).optional(),
});
