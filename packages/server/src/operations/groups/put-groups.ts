import type { Group } from "@ringline/protocol";
import { cleanText } from "../../clean-text.ts";
import type { Operation } from "../operation.ts";

/** Adds or replaces spaces of the site's directory. Who may: administrators. */
export const putSpaces: Operation<"spaces.put"> = async ({ spaces }, _asker, { store }) => {
  await store.groups.put("space", spaces.map(cleaned));
  return { count: spaces.length };
};

/** Adds or replaces rooms of the site's directory. Who may: administrators. */
export const putRooms: Operation<"rooms.put"> = async ({ rooms }, _asker, { store }) => {
  await store.groups.put("room", rooms.map(cleaned));
  return { count: rooms.length };
};

function cleaned(group: Group): Group {
  return { ...group, title: cleanText(group.title) || group.id };
}
