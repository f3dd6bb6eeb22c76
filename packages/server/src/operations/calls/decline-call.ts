import type { Operation } from "../operation.ts";
import { seenCall, viewFor } from "./seen-call.ts";

/**
 * The callee does not want the call. Who may: whom it rings, on any device or page. Repeated: the same answer.
 * @throws {CallError} call-not-found, not-ringing, call-ended
 */
export const declineCall: Operation<"calls.decline"> = async (input, asker, parts) => {
  await seenCall(input.call, asker, parts);
  const call = await parts.calls.move(input.call, { type: "decline", person: asker.person.id });
  return { call: viewFor(asker, call) };
};
