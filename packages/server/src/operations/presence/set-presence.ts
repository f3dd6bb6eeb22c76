import { CallError } from "@ringline/protocol";
import type { Operation } from "../operation.ts";

/** Chooses this person's status; kept until it is changed. Who may: a user; guests have none. */
export const setPresence: Operation<"presence.set"> = async ({ status }, asker, parts) => {
  if (asker.person.type === "guest") throw new CallError("not-allowed");
  await parts.store.people.setStatus(asker.person.id, status);
  parts.personChanged(asker.person.id);
  return { status };
};
