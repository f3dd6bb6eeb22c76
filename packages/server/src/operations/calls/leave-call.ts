import type { Operation } from "../operation.ts";
import { seenCall, viewFor } from "./seen-call.ts";

/**
 * Hangs up for this person. Who may: a participant, on any device, or the seat itself: then only while it holds (G11).
 * @throws {CallError} call-not-found, stale-session, call-ended
 */
export const leaveCall: Operation<"calls.leave"> = async (input, asker, parts) => {
  await seenCall(input.call, asker, parts);
  const epoch = input.epoch ?? (asker.kind === "seat" ? asker.epoch : undefined);
  const call = await parts.calls.move(input.call, {
    type: "leave",
    person: asker.person.id,
    ...(epoch !== undefined && { epoch }),
    ...(input.reason && { reason: input.reason }),
    ...(input.problem && { problem: input.problem }),
  });
  return { call: viewFor(asker, call) };
};
