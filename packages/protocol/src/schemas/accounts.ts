import { z } from "zod";
import type { AccountOperations } from "../accounts.ts";
import { LIMITS } from "../limits.ts";
import { siteId } from "./ids.ts";

const FIELDS = 10;

const accountType = z.string().regex(/^[a-z][a-z0-9_]{0,63}$/);
const fieldKey = z.string().regex(/^[a-z][a-zA-Z0-9]{0,31}$/);
const fields = z
  .record(fieldKey, z.string().max(255))
  .refine((record) => Object.keys(record).length <= FIELDS, `more than ${FIELDS} fields`);

export const ACCOUNT_SCHEMAS: {
  readonly [Name in keyof AccountOperations]: z.ZodType<AccountOperations[Name]["input"]>;
} = {
  "accounts.list": z.strictObject({ person: siteId.optional() }),
  "accounts.get": z.strictObject({ people: z.array(siteId).max(LIMITS.presenceBatch) }),
  "accounts.put": z.strictObject({ person: siteId.optional(), type: accountType, fields }),
  "accounts.remove": z.strictObject({ person: siteId.optional(), type: accountType }),
};
