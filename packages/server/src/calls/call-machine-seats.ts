import { CallError, type ErrorCode, type PersonId } from "@ringline/protocol";
import type {
  CallTimes,
  ClaimEvent,
  ClaimLostEvent,
  LeaveEvent,
  MediaFlowsEvent,
  NodeLostEvent,
  RemoveEvent,
  ReseatEvent,
  SeatLostEvent,
} from "./call-machine-events.ts";
import { ringsAlone, wentOut } from "./call-machine-group.ts";
import {
  callEnded,
  checkEpoch,
  type Ending,
  ended,
  isAwaited,
  isOneToOne,
  type LiveRecord,
  partOf,
  replacePart,
  settled,
} from "./call-machine-parts.ts";
import { decline } from "./call-machine-ring.ts";
import type { CallRecord, Millis, ParticipantRecord, SeatRecord } from "./call-record.ts";

/** By this share of the grace at least a kept seat's deadline moves: everybody in the call may say it, again and again. */
const KEPT_STEP = 0.2;

/** A document shows the secret: it holds the seat now, and whoever held it before does not. */
export function claim(call: CallRecord, event: ClaimEvent): CallRecord {
  if (call.phase === "ended") throw callEnded(call);
  const part = call.participants.find(({ seat }) => seat && opens(seat, event.secretHash));
  if (!part?.seat) throw new CallError("session-expired");
  const seat: SeatRecord = {
    epoch: part.seat.epoch + 1,
    connection: "connected",
    secretHash: event.nextHash,
    previousHash: event.secretHash,
    node: event.node,
  };
  return replacePart(call, { ...part, seat });
}

/** A new press by somebody who is in the call: the seat waits for a new document. The same press again: no change. */
export function reseat(
  call: CallRecord,
  event: ReseatEvent,
  at: { now: Millis; times: CallTimes },
): CallRecord {
  const part = partOf(call, event.person);
  if (call.phase === "ended") throw callEnded(call);
  if (part.state !== "joined" || !part.seat) throw new CallError("not-allowed");
  const { secretHash } = event;
  if (secretHash === part.pressHash) return call;
  const until = at.now + at.times.claimMs;
  const seat: SeatRecord = { epoch: part.seat.epoch + 1, connection: "awaited", secretHash, until };
  const device = event.device && { device: event.device };
  return replacePart(call, { ...part, seat, pressHash: secretHash, ...device });
}

/** A seat's socket is gone. An older one of the same seat: no change. */
export function seatLost(
  call: CallRecord,
  event: SeatLostEvent,
  at: { now: Millis; times: CallTimes },
): CallRecord {
  const part = call.participants.find(({ id }) => id === event.participant);
  if (call.phase === "ended" || part?.seat?.epoch !== event.epoch) return call;
  const ringsSomebody = part.role === "caller" && ringsAlone(call);
  const until = at.now + graceMs(event, ringsSomebody, at.times);
  const seat = reconnecting(part.seat, { until, lostAt: event.closed ? undefined : at.now });
  return seat === part.seat ? call : replacePart(call, { ...part, seat });
}

/** A claim came to nothing. It is known by the secret that it made; an older or newer one is left alone. */
export function claimLost(
  call: CallRecord,
  { participant, nextHash }: ClaimLostEvent,
  at: { now: Millis; times: CallTimes },
): CallRecord {
  const seat = call.participants.find(({ id }) => id === participant)?.seat;
  if (seat?.secretHash !== nextHash) return call;
  return seatLost(call, { type: "seat-lost", participant, epoch: seat.epoch, closed: false }, at);
}

/**
 * A server process died with its sockets: each seat gets its grace from then on. Where no process was left it is not the people
 * who vanished: the full grace from now on, while it rings too.
 */
export function nodeLost(
  call: CallRecord,
  { node, since }: NodeLostEvent,
  { now, times }: { now: Millis; times: CallTimes },
): CallRecord {
  const isHeld = ({ seat }: ParticipantRecord) =>
    seat?.connection === "connected" && seat.node === node;
  if (call.phase === "ended" || !call.participants.some(isHeld)) return call;
  const lostAt = since ?? now;
  const ringsAtSomebody = since !== undefined && ringsAlone(call);
  const participants = call.participants.map((part) => {
    if (!part.seat || !isHeld(part)) return part;
    const isShort = ringsAtSomebody && part.role === "caller";
    const until = lostAt + (isShort ? times.graceRingingMs : times.graceMs);
    return { ...part, seat: reconnecting(part.seat, { until, lostAt }) };
  });
  return { ...call, participants };
}

/** Lost seats whose media still flows are kept: their sockets are gone, and the people are not. */
export function mediaFlows(
  call: CallRecord,
  { participant, epoch, from }: MediaFlowsEvent,
  at: { now: Millis; times: CallTimes },
): CallRecord {
  const teller = call.participants.find(({ id }) => id === participant)?.seat;
  if (call.phase !== "active" || teller?.connection !== "connected" || teller.epoch !== epoch)
    return call;
  const keep = (part: ParticipantRecord): ParticipantRecord => {
    const seat = part.seat && from.includes(part.id) ? kept(part.seat, at) : part.seat;
    return seat === part.seat ? part : { ...part, ...(seat && { seat }) };
  };
  const participants = call.participants.map(keep);
  const isSame = participants.every((part, index) => part === call.participants[index]);
  return isSame ? call : { ...call, participants };
}

/** Hangs up for one person. Who left before: nothing changes; who only rings declines. */
export function leave(call: CallRecord, event: LeaveEvent, now: Millis): CallRecord {
  const part = partOf(call, event.person);
  if (part.state === "left") return call;
  if (call.phase === "ended") throw callEnded(call);
  if (part.state !== "joined") return isAwaited(part) ? decline(call, event.person, now) : call;
  checkEpoch(part, event.epoch);
  return gone(call, { part, ending: endingOf(event) }, now);
}

/** Ends the call for everybody. */
export function end(
  call: CallRecord,
  { person, epoch }: { person?: PersonId; epoch?: number },
  now: Millis,
): CallRecord {
  const part = person === undefined ? undefined : partOf(call, person);
  if (call.phase === "ended") {
    if (part?.state === "left") return call;
    throw callEnded(call);
  }
  if (part && !mayEnd(call, part)) throw new CallError("not-allowed");
  if (part) checkEpoch(part, epoch);
  if (part && isOneToOne(call)) return leave(call, { type: "leave", person: person ?? "" }, now);
  return ended(call, { reason: call.phase === "ringing" ? "cancelled" : "hung-up" }, now);
}

/** Takes somebody out, whether they are in it or rung; of who is out already nothing changes. */
export function remove(call: CallRecord, event: RemoveEvent, now: Millis): CallRecord {
  const by = event.person === undefined ? undefined : partOf(call, event.person);
  if (by && (isOneToOne(call) || by.role !== "caller")) throw new CallError("not-allowed");
  const part = call.participants.find(({ id }) => id === event.participant);
  if (!part) throw new CallError("not-found", { detail: `no participant ${event.participant}` });
  if (call.phase === "ended" || part.removed) return call;
  const isOut = part.state !== "joined" && !isAwaited(part);
  if (isOneToOne(call))
    return isOut ? call : gone(call, { part, ending: { reason: "hung-up" } }, now);
  const out: ParticipantRecord = { ...part, removed: true };
  return isOut
    ? replacePart(call, out)
    : gone(call, { part: out, ending: { reason: "hung-up" } }, now);
}

/** A seat was not claimed, or its document did not come back. */
export function seatRanOut(call: LiveRecord, part: ParticipantRecord, now: Millis): CallRecord {
  const neverCame = part.seat?.connection === "awaited" && part.seat.epoch === 0;
  const ending: Ending = neverCame
    ? { reason: "failed", problem: "session-expired" }
    : { reason: "hung-up", ...(wasCutOff(call, part) && { problem: "connection-lost" }) };
  if (call.phase === "ringing") return gone(call, { part, ending: { reason: "hung-up" } }, now);
  return gone(call, { part, ending }, now);
}

/** A participant is out. The call ends, unless it is one of many who go on. */
export function gone(
  call: LiveRecord,
  { part, ending }: { part: ParticipantRecord; ending: Ending },
  now: Millis,
): CallRecord {
  if (!isOneToOne(call)) return wentOut(call, { part, ending }, now);
  const next = replacePart(call, settled(part, "left", now));
  const wasRinging = call.phase === "ringing" && ending.reason === "hung-up";
  if (call.phase === "ringing")
    return ended(next, wasRinging ? { reason: "cancelled" } : ending, now);
  return ended(next, ending, now);
}

/** Two may both; of many, whoever called them. */
function mayEnd(call: CallRecord, { role }: ParticipantRecord): boolean {
  return isOneToOne(call) || role === "caller";
}

function endingOf({ reason, problem }: { reason?: Ending["reason"]; problem?: ErrorCode }): Ending {
  if (reason !== "failed") return { reason: "hung-up" };
  return { reason, ...(problem && { problem }) };
}

/** Whether this hash is the seat's next secret, or the one before it while the newer was not shown. */
function opens(seat: SeatRecord, hash: string): boolean {
  return seat.secretHash === hash || seat.previousHash === hash;
}

/** Of two people, one vanished without a goodbye. */
function wasCutOff(call: CallRecord, { seat }: ParticipantRecord): boolean {
  return isOneToOne(call) && seat?.lostAt !== undefined;
}

/** Keeps an earlier deadline: a goodbye that is told after the loss shortens the grace, another loss does not lengthen it. */
function reconnecting(
  seat: SeatRecord,
  { until, lostAt }: { until: Millis; lostAt: Millis | undefined },
): SeatRecord {
  if (seat.connection === "awaited") return seat;
  if (seat.until !== undefined && seat.until <= until) return seat;
  const { node: _node, lostAt: _lostAt, ...rest } = seat;
  return {
    ...rest,
    connection: "reconnecting",
    until,
    ...(lostAt !== undefined && { lostAt }),
  };
}

/** For a whole grace from now on, in steps: each is a write. No seat is kept for ever. */
function kept(seat: SeatRecord, { now, times }: { now: Millis; times: CallTimes }): SeatRecord {
  if (seat.until === undefined || seat.lostAt === undefined) return seat;
  const until = Math.min(now + times.graceMs, seat.lostAt + times.graceFlowingMs);
  return until - seat.until < times.graceMs * KEPT_STEP ? seat : { ...seat, until };
}

function graceMs(event: SeatLostEvent, ringsSomebody: boolean, times: CallTimes): number {
  if (ringsSomebody && event.silent) return times.graceSilentMs;
  if (event.closed) return times.graceClosedMs;
  return ringsSomebody ? times.graceRingingMs : times.graceMs;
}
