import type { Operation } from "../operation.ts";
import { sessionOf } from "./session-of.ts";

/** Ends the session at once. Who may: the session itself. */
export const signOutAdmin: Operation<"admin.sign-out"> = async (_input, asker, parts) => {
  await parts.store.adminSessions.end(sessionOf(asker));
  return {};
};
