import { withHidden } from "../../presence/visible.ts";
import { policyPerson } from "../calls/callee.ts";
import type { Operation } from "../operation.ts";

/**
 * What people are now, once. Who may: everybody signed in; people who may not be seen are `offline`.
 * @throws {CallError} policy-unavailable
 */
export const getPresence: Operation<"presence.get"> = async (input, asker, parts) => {
  const visible = await parts.policy.sees(policyPerson(asker), input.people);
  const statuses = await parts.statuses.of([...visible]);
  const found = new Map([...statuses].map(([person, { status }]) => [person, status]));
  return { people: withHidden(input.people, found) };
};
