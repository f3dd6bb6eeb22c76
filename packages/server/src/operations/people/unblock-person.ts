import type { Operation } from "../operation.ts";

/** Lets calls of that person reach this one again. Who may: everybody, for themselves. */
export const unblockPerson: Operation<"people.unblock"> = async ({ person }, asker, parts) => {
  const { people } = parts.store;
  await people.unblock(asker.person.id, person);
  return { blocked: await people.blockedBy(asker.person.id) };
};
