import type { GroupType } from "../../store/store.ts";
import type { Operation } from "../operation.ts";
import type { Parts } from "../parts.ts";
import { takeOutFormerMembers } from "./former-members.ts";

/** Takes a space out of the directory. Who may: administrators. Twice is once. */
export const removeSpace: Operation<"spaces.remove"> = ({ space }, _asker, parts) =>
  remove("space", space, parts);

/** Takes a room out of the directory. Who may: administrators. Twice is once. */
export const removeRoom: Operation<"rooms.remove"> = ({ room }, _asker, parts) =>
  remove("room", room, parts);

async function remove(type: GroupType, id: string, parts: Parts) {
  const before = await parts.store.groups.get(type, [id]);
  await parts.store.groups.remove(type, id);
  await takeOutFormerMembers(type, { before, after: [] }, parts);
  return {};
}
