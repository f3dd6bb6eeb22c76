import { CallError, type EndReason, type PersonId } from "@ringline/protocol";
import type { AnswerEvent, CallTimes } from "./call-machine-events.ts";
import { comeIn } from "./call-machine-group.ts";
import {
  answeredBefore,
  callEnded,
  checkEpoch,
  ended,
  isAwaited,
  isOneToOne,
  joined,
  type LiveRecord,
  partOf,
  replacePart,
  settled,
  started,
} from "./call-machine-parts.ts";
import type { CallRecord, Millis, ParticipantRecord, RingingRecord } from "./call-record.ts";

/** A device says that it rings. */
export function ringing(call: CallRecord, person: PersonId): CallRecord {
  const part = partOf(call, person);
  if (call.phase === "ended" || part.state !== "invited" || part.hidden) return call;
  const { reachBy: _reachBy, ...rest } = part;
  return replacePart(call, { ...rest, state: "ringing" });
}

/** Takes the call on one device; the same device may ask again. */
export function answer(
  call: CallRecord,
  event: AnswerEvent,
  at: { now: Millis; times: CallTimes },
): CallRecord {
  if (!isOneToOne(call)) return comeIn(call, event, at);
  const part = partOf(call, event.person);
  if (call.phase === "ended") throw callEnded(call);
  if (part.role === "caller") throw new CallError("not-allowed");
  if (part.state === "joined") return answeredBefore(call, part, event);
  if (!mayAnswer(part, event)) throw new CallError("not-ringing");
  const running = call.phase === "ringing" ? started(call, at.now) : call;
  return replacePart(running, joined(part, event, at));
}

/** The callee does not want the call. Declined before: nothing changes. */
export function decline(call: CallRecord, person: PersonId, now: Millis): CallRecord {
  const part = partOf(call, person);
  if (part.state === "declined") return call;
  if (call.phase === "ended") throw callEnded(call);
  if (!isAwaited(part) || part.role === "caller") throw new CallError("not-ringing");
  return afterRefusal(replacePart(call, settled(part, "declined", now)), now);
}

/** The caller gives up before an answer. Cancelled before: nothing changes. */
export function cancel(
  call: CallRecord,
  { person, epoch }: { person: PersonId; epoch?: number },
  now: Millis,
): CallRecord {
  const part = partOf(call, person);
  if (part.role !== "caller") throw new CallError("not-allowed");
  checkEpoch(part, epoch);
  if (call.phase === "active") throw new CallError("not-ringing");
  if (call.phase === "ringing") return ended(call, { reason: "cancelled" }, now);
  if (call.endReason === "cancelled") return call;
  throw callEnded(call);
}

/** Nobody answered in time. */
export function ranOut(call: RingingRecord, now: Millis): CallRecord {
  return ended(call, { reason: "no-answer" }, now);
}

/** A callee cannot take the call now: busy, or out of reach. */
export function refusedBy(
  call: CallRecord,
  refusal: { person: PersonId; state: "busy" | "unreachable" },
  now: Millis,
): CallRecord {
  const part = partOf(call, refusal.person);
  if (call.phase !== "ringing" || part.role === "caller") return call;
  const { person: _person, state } = refusal;
  return state === "busy" ? busy(call, part, now) : unreachable(call, part, now);
}

/** Nobody's device acknowledged. To a stranger it goes on ringing, and a device that comes may still ring. */
export function unreachable(call: LiveRecord, part: ParticipantRecord, now: Millis): CallRecord {
  if (part.state !== "invited") return call;
  if (!call.discreet)
    return afterRefusal(replacePart(call, settled(part, "unreachable", now)), now);
  if (part.reachBy === undefined) return call;
  const { reachBy: _reachBy, ...rest } = part;
  return replacePart(call, rest);
}

function busy(call: RingingRecord, part: ParticipantRecord, now: Millis): CallRecord {
  if (!isAwaited(part) || part.hidden) return call;
  return afterRefusal(replacePart(call, settled(part, "busy", now)), now);
}

function mayAnswer(part: ParticipantRecord, event: AnswerEvent): boolean {
  return event.glare ? part.state !== "left" : isAwaited(part) && !part.hidden;
}

/** When nobody is left who could answer, the ring is over; a stranger must not learn so before the ring time is. */
export function afterRefusal(call: CallRecord, now: Millis): CallRecord {
  if (call.phase !== "ringing" || call.discreet) return call;
  const callees = call.participants.filter(({ role }) => role !== "caller");
  return callees.some(isAwaited) ? call : ended(call, { reason: refusalOf(callees) }, now);
}

function refusalOf(callees: readonly ParticipantRecord[]): EndReason {
  const states = new Set(callees.map(({ state }) => state));
  if (states.has("declined")) return "declined";
  return states.has("busy") ? "busy" : "unreachable";
}
