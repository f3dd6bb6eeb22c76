import { leaveAll } from "../calls/other-calls.ts";
import type { Operation } from "../operation.ts";

/**
 * Signs a person out everywhere: tokens signed before now are refused, they leave their calls, and their sockets end within five
 * seconds on all processes. Who may: administrators. Repeated, it ends what came meanwhile.
 */
export const revokePerson: Operation<"people.revoke"> = async ({ person }, _asker, parts) => {
  await parts.store.people.revoke(person, parts.clock.now());
  parts.personChanged(person);
  await leaveAll(person, parts);
  return {};
};
