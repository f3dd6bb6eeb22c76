import type { Operation } from "../operation.ts";

/**
 * Signs a person out everywhere: tokens signed before now are refused, open sockets end within five seconds on all processes.
 * Who may: administrators.
 */
export const revokePerson: Operation<"people.revoke"> = async ({ person }, _asker, parts) => {
  await parts.store.people.revoke(person, parts.clock.now());
  parts.personChanged(person);
  return {};
};
