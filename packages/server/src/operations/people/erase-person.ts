import { personErased } from "../../webhooks/webhook-events.ts";
import type { Operation } from "../operation.ts";

/**
 * Forgets a person: they leave their calls, are signed out, and what is kept of them goes in one transaction, with the webhook
 * that tells so. * Who may: administrators. Twice is once.
 */
export const erasePerson: Operation<"people.erase"> = async ({ person }, _asker, parts) => {
  const { store, calls, clock, webhooks } = parts;
  for (const { id } of await store.calls.liveOf(person))
    await calls.move(id, { type: "leave", person });
  const now = clock.now();
  const messages = webhooks.endpoints.messagesOf([personErased(person, now)]);
  await store.erase(person, now, messages);
  webhooks.sender.look();
  parts.personChanged(person);
  return {};
};
