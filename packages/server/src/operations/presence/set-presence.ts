import { CallError } from "@ringline/protocol";
import type { Operation } from "../operation.ts";

/**
 * Chooses this person's status, and how a further call arrives while they are in one; kept until it is changed. Who may: a
 * user; guests have none.
 */
export const setPresence: Operation<"presence.set"> = async (input, asker, parts) => {
  if (asker.person.type === "guest") throw new CallError("not-allowed");
  const { id } = asker.person;
  const { status, whileInCall } = input;
  if (status !== undefined) await parts.store.people.setStatus(id, status);
  if (whileInCall !== undefined) await parts.store.people.setWhileInCall(id, whileInCall);
  parts.personChanged(id);
  return input;
};
