import { z } from "zod";
import type { HistoryOperations } from "../history.ts";
import { callId, siteId } from "./ids.ts";

/** Where a list goes on. */
export const cursor = z.string().regex(/^[0-9]{1,16}\.[0-9]{1,16}$/);
/** How many rows of a list. */
export const pageSize = z.number().int().min(1).max(100);
const missed = z.boolean();
const time = z.iso.datetime();

export const HISTORY_SCHEMAS: {
  readonly [Name in keyof HistoryOperations]: z.ZodType<HistoryOperations[Name]["input"]>;
} = {
  "history.list": z.strictObject({
    missed: missed.optional(),
    before: cursor.optional(),
    limit: pageSize.optional(),
  }),
  "history.seen": z.strictObject({}),
  "history.erase": z.strictObject({ call: callId.optional() }),
  "history.find": z.strictObject({
    person: siteId.optional(),
    call: callId.optional(),
    missed: missed.optional(),
    since: time.optional(),
    until: time.optional(),
    before: cursor.optional(),
    limit: pageSize.optional(),
  }),
  "history.export": z.strictObject({
    format: z.enum(["csv", "json"]),
    person: siteId.optional(),
    everybody: z.boolean().optional(),
    missed: missed.optional(),
    before: cursor.optional(),
  }),
};
