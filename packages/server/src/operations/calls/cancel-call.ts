import type { Operation } from "../operation.ts";
import { seenCall, viewFor } from "./seen-call.ts";

/**
 * The caller gives up before an answer. Who may Repeated: the same answer.
 * @throws {CallError} call-not-found,  the caller.:not-ringing, call-ended
 */
export const cancelCall: Operation<"calls.cancel"> = async (input, asker, parts) => {
  await seenCall(input.call, asker, parts);
  const call = await parts.calls.move(input.call, { type: "cancel", person: asker.person.id });
  return { call: viewFor(asker, call) };
};
