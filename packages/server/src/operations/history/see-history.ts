import type { Operation } from "../operation.ts";

/** Missed calls were looked at: all devices hear that none is unseen. Who may: everybody, their own. */
export const seeHistory: Operation<"history.seen"> = async (_input, asker, parts) => {
  const person = asker.person.id;
  if ((await parts.store.history.see(person)) > 0) {
    await parts.store.people.touch(person);
    parts.personChanged(person);
  }
  return {};
};
