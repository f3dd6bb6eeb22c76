import {
  CallError,
  type CallTarget,
  type EndReason,
  type ErrorCode,
  type PersonId,
} from "@ringline/protocol";
import type { AnswerEvent, CallTimes } from "./call-machine-events.ts";
import {
  type ActiveRecord,
  type CallRecord,
  cameIn,
  type EndedRecord,
  hashesOf,
  type Millis,
  type ParticipantRecord,
  type RingingRecord,
} from "./call-record.ts";

export type LiveRecord = RingingRecord | ActiveRecord;

/** A person's part in a call. @throws {CallError} call-not-found for who has none */
export function partOf(call: CallRecord, person: PersonId): ParticipantRecord {
  const part = call.participants.find(
    ({ party }) => party.type !== "address" && party.id === person,
  );
  if (!part) throw new CallError("call-not-found");
  return part;
}

/** One person to one person or number: it ends with the first leave. */
export function isOneToOne(call: Pick<CallRecord, "target">): boolean {
  return !isGroupTarget(call.target);
}

/** A space or room: its members are called. */
export function isGroupTarget({ type }: CallTarget): boolean {
  return type === "space" || type === "room";
}

/** Not answered yet, and may still be. */
export function isAwaited({ state }: ParticipantRecord): boolean {
  return state === "invited" || state === "ringing";
}

/** A document whose seat went to a newer one changes nothing. @throws {CallError} stale-session */
export function checkEpoch({ state, seat }: ParticipantRecord, epoch: number | undefined): void {
  if (epoch === undefined || state !== "joined" || epoch === seat?.epoch) return;
  throw new CallError("stale-session");
}

export function replacePart<Kind extends CallRecord>(call: Kind, part: ParticipantRecord): Kind {
  const participants = call.participants.map((other) => (other.id === part.id ? part : other));
  return { ...call, participants };
}

/** Takes a participant out of the ring or the call: no seat, no deadline. */
export function settled(
  part: ParticipantRecord,
  state: "left" | "declined" | "missed" | "busy" | "unreachable",
  now: Millis,
): ParticipantRecord {
  const { seat, reachBy: _reachBy, heldAt: _heldAt, ...rest } = part;
  const past = seat ? { ...rest, pastSeat: hashesOf(seat) } : rest;
  return state === "left" ? { ...past, state, leftAt: now } : { ...past, state };
}

export interface Ending {
  reason: EndReason;
  /** With `failed`: how. With `hung-up`: `connection-lost`. */
  problem?: ErrorCode;
}

/** Ends a call: who was in it left, who was rung missed it. Hung up before anybody came, it is cancelled. */
export function ended(call: LiveRecord, ending: Ending, now: Millis): EndedRecord {
  const isAnswered = call.participants.some(cameIn);
  const startedAt = call.phase === "active" && isAnswered ? { startedAt: call.startedAt } : {};
  const isCancelled = ending.reason === "hung-up" && !isAnswered;
  const { phase: _phase, ...rest } = withoutPhase(call);
  return {
    ...rest,
    phase: "ended",
    participants: call.participants.map((part) => closed(part, now)),
    endedAt: now,
    endReason: isCancelled ? "cancelled" : ending.reason,
    ...startedAt,
    ...(ending.problem && { problem: ending.problem }),
  };
}

/** The call is answered: from now on it is a conversation. */
export function started(call: RingingRecord, now: Millis): ActiveRecord {
  const { ringDeadline: _ringDeadline, ...rest } = call;
  return {
    ...rest,
    phase: "active",
    startedAt: now,
    participants: call.participants.map(withoutReach),
  };
}

export function callEnded(call: EndedRecord): CallError {
  return new CallError("call-ended", { endReason: call.endReason });
}

/** The second press of somebody who is in: the same one again, or another one that came too late. */
export function answeredBefore(
  call: CallRecord,
  part: ParticipantRecord,
  event: AnswerEvent,
): CallRecord {
  if (event.secretHash === part.pressHash) return call;
  throw new CallError("answered-elsewhere", part.device && { device: part.device.label });
}

/** Takes a seat that waits for its page. */
export function joined(
  part: ParticipantRecord,
  event: AnswerEvent,
  { now, times }: { now: Millis; times: CallTimes },
): ParticipantRecord {
  const { hidden: _hidden, reachBy: _reachBy, device: _device, ...rest } = part;
  const until = now + times.claimMs;
  return {
    ...rest,
    state: "joined",
    joinedAt: now,
    seat: { epoch: 0, connection: "awaited", secretHash: event.secretHash, until },
    pressHash: event.secretHash,
    ...(event.device && { device: event.device }),
  };
}

function withoutPhase(call: LiveRecord): Omit<LiveRecord, "startedAt" | "ringDeadline"> {
  if (call.phase === "active") {
    const { startedAt: _startedAt, ringDeadline: _ringDeadline, ...rest } = call;
    return rest;
  }
  const { ringDeadline: _ringDeadline, ...rest } = call;
  return rest;
}

function withoutReach(part: ParticipantRecord): ParticipantRecord {
  const { reachBy: _reachBy, ...rest } = part;
  return rest;
}

function closed(part: ParticipantRecord, now: Millis): ParticipantRecord {
  if (part.state === "joined") return settled(part, "left", now);
  return isAwaited(part) ? settled(part, "missed", now) : part;
}
