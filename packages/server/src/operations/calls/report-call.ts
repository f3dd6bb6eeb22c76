import type { Operation } from "../operation.ts";
import { seenCall } from "./seen-call.ts";

/**
 * A call page says what its person begins to notice of sound and picture; it is counted. Who may: a seat, of its own call.
 * @throws {CallError} call-not-found
 */
export const reportCall: Operation<"calls.report"> = async (input, asker, parts) => {
  await seenCall(input.call, asker, parts);
  parts.countProblem(input.problem);
  return {};
};
