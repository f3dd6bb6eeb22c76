import { CallError } from "@ringline/protocol";
import { withHidden } from "../../presence/visible.ts";
import { policyPerson } from "../calls/callee.ts";
import type { Operation } from "../operation.ts";

/**
 * Adds people to what this connection is told, and answers what they are now. Who may: a device, on its socket. People who
 * may not be seen are `offline` and stay so.
 * @throws {CallError} invalid-input above 1,000 people, policy-unavailable; rate-limited where too many of them are new to this person
 */
export const subscribePresence: Operation<"presence.subscribe"> = async (input, asker, parts) => {
  if (asker.kind !== "device") throw new CallError("not-allowed", { detail: "only on a socket" });
  parts.lookups.take(asker.person.id, input.people);
  const visible = await parts.policy.sees(policyPerson(asker), input.people);
  const found = await parts.presence.subscribe(asker.subscriber, visible);
  return { people: withHidden(input.people, found) };
};
