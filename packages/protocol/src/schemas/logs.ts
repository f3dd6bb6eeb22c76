import { z } from "zod";
import { LOG_LIMITS } from "../limits.ts";
import type { LogOperations } from "../logs.ts";
import { cursor, pageSize } from "./history.ts";
import { callId, siteId } from "./ids.ts";

const time = z.iso.datetime();
const level = z.enum(["debug", "info", "warn", "error"]);
const count = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
/** Eight characters of ours; or an older product's `<person>-<document>-<time>`, which says itself whose it is. */
const reference = z.union([
  z.string().regex(/^[A-Za-z0-9_-]{8}$/),
  z
    .string()
    .max(320)
    .regex(/^[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}]{1,255}-\d{6}-\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[.]\d{3}Z$/u),
]);
/** What names a document: ours are 8 characters of hexadecimal, an older product's six digits. */
const page = z.string().regex(/^[A-Za-z0-9_-]{6,64}$/);

const entry = z.strictObject({
  n: count,
  at: time,
  level,
  message: z.string(),
  page,
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
