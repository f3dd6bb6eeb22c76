import type { PersonId, PresenceStatus } from "@ringline/protocol";
import { nobody } from "./presence.ts";

/** A status for each person asked for; whoever may not be seen is `offline`, like the unknown (S57). */
export function withHidden(
  asked: readonly PersonId[],
  found: ReadonlyMap<PersonId, PresenceStatus>,
): Record<PersonId, PresenceStatus> {
  const people = nobody();
  for (const person of asked) people[person] = found.get(person) ?? "offline";
  return people;
}
