import type { Operation } from "../operation.ts";
import { seenCall, viewFor } from "./seen-call.ts";

/**
 * The caller gives up before an answer. Who may: the caller, on any device, or the caller's seat: then only while it holds
 * (G11). Repeated: the same answer.
 * @throws {CallError} call-not-found, not-ringing, stale-session, call-ended
 */
export const cancelCall: Operation<"calls.cancel"> = async (input, asker, parts) => {
  await seenCall(input.call, asker, parts);
  const call = await parts.calls.move(input.call, {
    type: "cancel",
    person: asker.person.id,
    ...(asker.kind === "seat" && { epoch: asker.epoch }),
  });
  return { call: viewFor(asker, call) };
};
