import type { Operation } from "../operation.ts";
import { seenCall, viewFor } from "./seen-call.ts";

/**
 * One call, live or lately ended. Who may: its participants.
 * @throws {CallError} call-not-found
 */
export const getCall: Operation<"calls.get"> = async (input, asker, parts) => ({
  call: viewFor(asker, await seenCall(input.call, asker, parts)),
});
