import { CallError } from "@ringline/protocol";
import type { Asker } from "../../auth/asker.ts";
import type { AnswerEvent } from "../../calls/call-machine-events.ts";
import type { CallRecord } from "../../calls/call-record.ts";
import type { Operation } from "../operation.ts";
import type { Parts } from "../parts.ts";
import { checkAlone, leaveFirst } from "./other-calls.ts";
import { reachableCall, viewFor } from "./seen-call.ts";
import { checkStillWelcome } from "./still-welcome.ts";

/**
 * Takes a ringing call on this device, or comes into a live call of a space or room. Who may: whom it rings; the members. The first device wins; repeated with the same `seat` it
 * answers the same. `leave` ends another call of theirs first, unless the answer is refused.
 * @throws {CallError} call-not-found, answered-elsewhere, not-ringing, call-ended, in-other-call, token-revoked;
 *   too-many-invitees when the call of a space or room has as many people as its provider takes
 */
export const answerCall: Operation<"calls.answer"> = (input, asker, parts) =>
  parts.perPerson.run(asker.person.id, async () => {
    const person = asker.person.id;
    if (input.leave === input.call)
      throw new CallError("invalid-input", { detail: "leave: this is the call to be answered" });
    const ringing = await reachableCall(input.call, asker, parts);
    const pressed = answerEvent(asker, input.seat);
    const event = { ...pressed, ...roomIn(ringing, parts), member: asker.person };
    checkAlone(await parts.store.calls.liveOf(person), person, [input.call, input.leave]);
    parts.calls.check(ringing, event);
    await leaveFirst(input.leave, person, parts);
    const call = await parts.calls.move(input.call, event);
    await checkStillWelcome(call, asker, parts);
    parts.places.openOnAnswer(call);
    return { call: viewFor(asker, call) };
  });

export function answerEvent(asker: Asker, secretHash: string): AnswerEvent {
  const device = asker.kind === "device" ? { device: asker.device } : {};
  return { type: "answer", person: asker.person.id, secretHash, ...device };
}

/** How many its provider takes at once. */
export function roomIn({ provider }: CallRecord, { connectors }: Parts): { most?: number } {
  const most = connectors.provider(provider)?.maxParticipants;
  return most === undefined ? {} : { most };
}
