import { isAdministrator } from "../../auth/asker.ts";
import { callSeenByAdmin } from "../../calls/call-seen-by.ts";
import type { Operation } from "../operation.ts";
import { seenCall, viewFor } from "./seen-call.ts";

/**
 * Ends a call for everybody. Who may: a participant of a one-to-one call, or their seat while it holds (G11); an administrator
 * any call.
 * @throws {CallError} call-not-found, stale-session, call-ended
 */
export const endCall: Operation<"calls.end"> = async (input, asker, parts) => {
  const person = asker.person.id;
  if (!isAdministrator(asker)) {
    await seenCall(input.call, asker, parts);
    const epoch = asker.kind === "seat" ? { epoch: asker.epoch } : {};
    const call = await parts.calls.move(input.call, { type: "end", person, ...epoch });
    return { call: viewFor(asker, call) };
  }
  return { call: callSeenByAdmin(await parts.calls.move(input.call, { type: "end" })) };
};
