import type { Operation } from "../operation.ts";

/**
 * Forgets a person: they leave their calls, are signed out, and what is kept of them goes in one transaction.
 * Who may: administrators. Twice is once.
 */
export const erasePerson: Operation<"people.erase"> = async ({ person }, _asker, parts) => {
  const { store, calls, clock } = parts;
  for (const { id } of await store.calls.liveOf(person))
    await calls.move(id, { type: "leave", person });
  await store.erase(person, clock.now());
  parts.personChanged(person);
  return {};
};
