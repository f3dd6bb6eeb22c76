import type { Operation } from "../operation.ts";

/** Takes a space out of the directory. Who may: administrators. Twice is once. */
export const removeSpace: Operation<"spaces.remove"> = async ({ space }, _asker, { store }) => {
  await store.groups.remove("space", space);
  return {};
};

/** Takes a room out of the directory. Who may: administrators. Twice is once. */
export const removeRoom: Operation<"rooms.remove"> = async ({ room }, _asker, { store }) => {
  await store.groups.remove("room", room);
  return {};
};
