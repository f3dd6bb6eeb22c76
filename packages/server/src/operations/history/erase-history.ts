import type { Operation } from "../operation.ts";

/** Erases a row or all rows of one's own; other people's rows of the same calls are theirs. Who may: everybody, their own. */
export const eraseHistory: Operation<"history.erase"> = async ({ call }, asker, parts) => {
  const person = asker.person.id;
  const count = await parts.store.history.erase(person, call);
  if (count > 0) {
    await parts.store.people.touch(person);
    parts.personChanged(person);
  }
  return { count };
};
