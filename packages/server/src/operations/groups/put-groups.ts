import type { Group } from "@ringline/protocol";
import { cleanText } from "../../clean-text.ts";
import type { GroupType } from "../../store/store.ts";
import type { Operation } from "../operation.ts";
import type { Parts } from "../parts.ts";
import { takeOutFormerMembers } from "./former-members.ts";

/** Adds or replaces spaces of the site's directory; who is no member any more is out of its call. Who may: administrators. */
export const putSpaces: Operation<"spaces.put"> = ({ spaces }, _asker, parts) =>
  put("space", spaces, parts);

/** Adds or replaces rooms of the site's directory; who is no member any more is out of its call. Who may: administrators. */
export const putRooms: Operation<"rooms.put"> = ({ rooms }, _asker, parts) =>
  put("room", rooms, parts);

async function put(type: GroupType, groups: readonly Group[], parts: Parts) {
  const ids = groups.map(({ id }) => id);
  const before = await parts.store.groups.get(type, ids);
  await parts.store.groups.put(type, groups.map(cleaned));
  await takeOutFormerMembers(type, { before, after: groups }, parts);
  return { count: groups.length };
}

function cleaned(group: Group): Group {
  return { ...group, title: cleanText(group.title) || group.id };
}
