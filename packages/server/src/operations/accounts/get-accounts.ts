import type { Account, PersonId } from "@ringline/protocol";
import type { Asker } from "../../auth/asker.ts";
import { policyPerson } from "../calls/callee.ts";
import type { Operation } from "../operation.ts";
import type { Parts } from "../parts.ts";

/**
 * What people have with the systems that carry calls, for who calls them through one. Who may: everybody signed in, their own; of
 * people whom the site's policy lets them see and know, the accounts of shared types. All others have none, like unknown people.
 * @throws {CallError} policy-unavailable, storage-unavailable; rate-limited where too many of them are new to this person
 */
export const getAccounts: Operation<"accounts.get"> = async (input, asker, parts) => {
  parts.lookups.take(asker.person.id, input.people);
  const open = await openTo(asker, input.people, parts);
  const accounts = await parts.accounts.ofAll([...open]);
  const shared = new Set(
    parts.accounts
      .types()
      .filter(({ isShared }) => isShared)
      .map(({ type }) => type),
  );
  const shownOf = (person: PersonId): Account[] => {
    const all = accounts.get(person) ?? [];
    return person === asker.person.id ? all : all.filter(({ type }) => shared.has(type));
  };
  return { people: Object.fromEntries(input.people.map((person) => [person, shownOf(person)])) };
};

/** Of these people the asker themselves, and those whom they may see and know. */
async function openTo(
  asker: Asker,
  people: readonly PersonId[],
  { policy }: Parts,
): Promise<Set<PersonId>> {
  const who = policyPerson(asker);
  const seen = await policy.sees(who, people);
  const known = await Promise.all(
    [...new Set(people)].map(async (person) => {
      if (person === who.id) return who.type === "user";
      return seen.has(person) && (await policy.knows(who, person));
    }),
  );
  return new Set([...new Set(people)].filter((_, index) => known[index]));
}
