import { z } from "zod";
import { LOG_LIMITS } from "../limits.ts";
import type { LogOperations } from "../logs.ts";
import { cursor, pageSize } from "./history.ts";
import { callId, clientId, siteId } from "./ids.ts";

const time = z.iso.datetime();
const level = z.enum(["debug", "info", "warn", "error"]);
const count = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
const reference = z.string().regex(/^[A-Za-z0-9_-]{8}$/);

const entry = z.strictObject({
  n: count,
  at: time,
  level,
  message: z.string(),
  page: clientId,
  provider: z
    .string()
    .regex(/^[a-z][a-z0-9_-]{0,63}$/)
    .optional(),
  prefix: z.string().max(64).optional(),
  reference: reference.optional(),
  call: callId.optional(),
  details: z.unknown().optional(),
});

const query = {
  reference: reference.optional(),
  call: callId.optional(),
  person: siteId.optional(),
  level: level.optional(),
  text: z.string().min(1).max(200).optional(),
  since: time.optional(),
  until: time.optional(),
  before: cursor.optional(),
};

export const LOG_SCHEMAS: {
  readonly [Name in keyof LogOperations]: z.ZodType<LogOperations[Name]["input"]>;
} = {
  "logs.write": z.strictObject({
    sentAt: time,
    dropped: count.optional(),
    entries: z.array(entry).max(LOG_LIMITS.batch),
  }),
  "logs.find": z.strictObject({ ...query, limit: pageSize.optional() }),
  "logs.export": z.strictObject({ ...query, format: z.enum(["json", "ndjson"]) }),
};
