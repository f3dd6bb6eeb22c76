import type { PersonId } from "@ringline/protocol";
import type { Parts } from "../parts.ts";

/** What this person may choose may be other than it was: their devices hear of it, here and on other nodes. */
export async function accountsChanged(person: PersonId, parts: Parts): Promise<void> {
  await parts.store.people.touch(person);
  parts.personChanged(person);
}
