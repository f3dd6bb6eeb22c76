import { withHidden } from "../../presence/visible.ts";
import { policyPerson } from "../calls/callee.ts";
import type { Operation } from "../operation.ts";

/**
 * What people are now, once. Who may: everybody signed in; people who may not be seen are `offline`.
 * @throws {CallError} policy-unavailable; rate-limited where too many of them are new to this person
 */
export const getPresence: Operation<"presence.get"> = async (input, asker, parts) => {
  parts.lookups.take(asker.person.id, input.people);
  const visible = await parts.policy.sees(policyPerson(asker), input.people);
  const statuses = await parts.statuses.of([...visible]);
  const found = new Map([...statuses].map(([person, { status }]) => [person, status]));
  return { people: withHidden(input.people, found) };
};
