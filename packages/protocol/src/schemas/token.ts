import { z } from "zod";
import { siteId, text, url } from "./ids.ts";

const group = z.object({ id: siteId, title: text });

/** The claims that the server reads; others are ignored, as RFC 7519 asks. */
export const tokenClaims = z.object({
  sub: siteId,
  exp: z.number(),
  iat: z.number().optional(),
  name: text,
  picture: url.optional(),
  profile: url.optional(),
  accounts: z.record(z.string().max(64), text).optional(),
  spaces: z.array(group).max(500).optional(),
  rooms: z.array(group).max(500).optional(),
  roles: z.array(z.string().max(64)).max(20).optional(),
  guest: z.boolean().optional(),
  targets: z.array(siteId).max(100).optional(),
});
