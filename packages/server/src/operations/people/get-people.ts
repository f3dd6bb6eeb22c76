import { policyPerson } from "../calls/callee.ts";
import type { Operation } from "../operation.ts";

/**
 * Names and pictures of people. Who may: everybody signed in; unknown people and those who may not be seen are left out alike.
 * @throws {CallError} policy-unavailable; rate-limited where too many of them are new to this person
 */
export const getPeople: Operation<"people.get"> = async (input, asker, parts) => {
  parts.lookups.take(asker.person.id, input.people);
  const visible = await parts.policy.sees(policyPerson(asker), input.people);
  const records = await parts.store.people.get([...visible]);
  return { people: records.map(({ person }) => person) };
};
