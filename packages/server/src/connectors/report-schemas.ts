import { CallError } from "@ringline/protocol";
import { callId, participantId, providerId, siteId, text, url } from "@ringline/protocol/schemas";
import * as z from "zod";

const party = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.enum(["user", "guest"]),
    id: siteId,
    name: text,
    picture: url.optional(),
  }),
  z.strictObject({
    type: z.literal("address"),
    address: z
      .string()
      .min(1)
      .max(255)
      .regex(/^[^\p{Cc}\p{Zl}\p{Zp}]+$/u),
    name: text.optional(),
  }),
]);

/** What connectors may say, in the form in which it is taken. */
export const REPORTS = {
  incoming: z.strictObject({
    key: z.string().min(1).max(255),
    provider: providerId,
    from: party,
    to: siteId,
    media: z.enum(["audio", "video"]),
  }),
  leg: z.strictObject({
    call: callId,
    participant: participantId,
    state: z.enum(["ringing", "answered", "busy", "declined", "unreachable", "left", "failed"]),
  }),
  replaced: z.strictObject({ call: callId, participant: participantId, by: party }),
  ended: z.strictObject({
    call: callId,
    reason: z.enum([
      "hung-up",
      "cancelled",
      "declined",
      "no-answer",
      "busy",
      "unreachable",
      "transferred",
      "failed",
      "expired",
    ]),
  }),
  relay: z.strictObject({ call: callId, to: participantId.optional() }),
} as const;

/** A copy of plain values: whatever a connector's object does later, or does when it is read, changes nothing here. @throws {CallError} invalid-input */
export function readReport<Schema extends z.ZodType>(
  schema: Schema,
  said: unknown,
): z.output<Schema> {
  try {
    const parsed = schema.safeParse(said);
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    throw new CallError("invalid-input", {
      detail: `${issue?.path.map(String).join(".")}: ${issue?.message}`,
    });
  } catch (error) {
    if (error instanceof CallError) throw error;
    throw new CallError("invalid-input", { detail: "it cannot be read", cause: error });
  }
}
