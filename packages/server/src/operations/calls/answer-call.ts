import { CallError } from "@ringline/protocol";
import type { Asker } from "../../auth/asker.ts";
import type { AnswerEvent } from "../../calls/call-machine-events.ts";
import type { Operation } from "../operation.ts";
import { isIn, leaveFirst } from "./other-calls.ts";
import { seenCall, viewFor } from "./seen-call.ts";

/**
 * Takes a ringing call on this device. Who may: whom it rings. The first device wins; repeated with the same `seat` it
 * answers the same.
 * @throws {CallError} call-not-found, answered-elsewhere, not-ringing, call-ended, in-other-call
 */
export const answerCall: Operation<"calls.answer"> = (input, asker, parts) =>
  parts.perPerson.run(asker.person.id, async () => {
    const person = asker.person.id;
    await seenCall(input.call, asker, parts);
    await leaveFirst(input.leave, person, parts);
    const live = await parts.store.calls.liveOf(person);
    if (live.some((other) => other.id !== input.call && isIn(other, person)))
      throw new CallError("in-other-call");
    const call = await parts.calls.move(input.call, answerEvent(asker, input.seat));
    parts.places.openOnAnswer(call);
    return { call: viewFor(asker, call) };
  });

export function answerEvent(asker: Asker, secretHash: string): AnswerEvent {
  const device = asker.kind === "device" ? { device: asker.device } : {};
  return { type: "answer", person: asker.person.id, secretHash, ...device };
}
