import { z } from "zod";
import type { GroupOperations } from "../groups.ts";
import { siteId, text, url } from "./ids.ts";

const group = z.strictObject({
  id: siteId,
  title: text,
  picture: url.optional(),
  members: z.array(siteId).max(2_000).optional(),
});
const groups = z.array(group).max(100);
const ids = z.array(siteId).max(100);

export const GROUP_SCHEMAS: {
  readonly [Name in keyof GroupOperations]: z.ZodType<GroupOperations[Name]["input"]>;
} = {
  "spaces.put": z.strictObject({ spaces: groups }),
  "spaces.get": z.strictObject({ spaces: ids }),
  "spaces.remove": z.strictObject({ space: siteId }),
  "rooms.put": z.strictObject({ rooms: groups }),
  "rooms.get": z.strictObject({ rooms: ids }),
  "rooms.remove": z.strictObject({ room: siteId }),
};
