import { z } from "zod";
import type { AdministrationOperations } from "../administration.ts";
import { KEY_SCOPES } from "../operation-entry.ts";
import { pageSize } from "./history.ts";
import { siteId, text } from "./ids.ts";

const nothing = z.strictObject({});
const search = z.string().trim().max(100);
/** What the server made: an API key's own name. */
const keyId = z.string().regex(/^[A-Za-z0-9_-]{12}$/);

export const ADMINISTRATION_SCHEMAS: {
  readonly [Name in keyof AdministrationOperations]: z.ZodType<
    AdministrationOperations[Name]["input"]
  >;
} = {
  "admin.sign-in": nothing,
  "admin.renew": nothing,
  "admin.sign-out": nothing,
  "calls.live": z.strictObject({
    text: search.optional(),
    person: siteId.optional(),
    limit: pageSize.optional(),
  }),
  "people.find": z.strictObject({
    text: search.optional(),
    after: siteId.optional(),
    limit: pageSize.optional(),
  }),
  "server.status": nothing,
  "server.backup": nothing,
  "providers.test": z.strictObject({
    connector: z.string().regex(/^[a-z][a-z0-9_-]{0,63}$/),
    settings: z.unknown(),
  }),
  "keys.list": nothing,
  "keys.create": z.strictObject({
    name: text.min(1),
    scopes: z
      .array(z.enum(KEY_SCOPES))
      .min(1)
      .max(KEY_SCOPES.length)
      .refine((scopes) => new Set(scopes).size === scopes.length, { message: "each scope once" }),
    days: z.number().int().min(1).max(366).optional(),
  }),
  "keys.revoke": z.strictObject({ key: keyId }),
  "audit.list": z.strictObject({
    action: z
      .string()
      .regex(/^[a-z]+(\.[a-z-]+)?$/)
      .max(64)
      .optional(),
    by: siteId.optional(),
    target: siteId.optional(),
    before: z
      .string()
      .regex(/^[0-9]{1,16}$/)
      .optional(),
    limit: pageSize.optional(),
  }),
};
