import { personErased } from "../../webhooks/webhook-events.ts";
import { leaveUnlessOver } from "../calls/other-calls.ts";
import type { Operation } from "../operation.ts";

/**
 * Forgets a person: they leave their calls, are signed out, and what is kept of them goes in one transaction, with the webhook
 * that tells so. Who may: administrators. Twice is once.
 */
export const erasePerson: Operation<"people.erase"> = async ({ person }, _asker, parts) => {
  const { store, clock, webhooks } = parts;
  // Signed out before the calls are looked at: a placing that is still under way finds it, and leaves its call itself.
  await store.people.revoke(person, clock.now());
  for (const { id } of await store.calls.liveOf(person)) await leaveUnlessOver(id, person, parts);
  const now = clock.now();
  const messages = webhooks.endpoints.messagesOf([personErased(person, now)]);
  await store.erase(person, now, messages);
  webhooks.sender.look();
  parts.personChanged(person);
  return {};
};
