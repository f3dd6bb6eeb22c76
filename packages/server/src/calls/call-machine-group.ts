import { CallError, type ParticipantState } from "@ringline/protocol";
import type { AnswerEvent, CalleeInput, CallTimes, PlaceInput } from "./call-machine-events.ts";
import {
  answeredBefore,
  callEnded,
  type Ending,
  ended,
  isAwaited,
  joined,
  type LiveRecord,
  replacePart,
  settled,
} from "./call-machine-parts.ts";
import { calleePart, callerPart, newCall } from "./call-machine-place.ts";
import type { ActiveRecord, CallRecord, Millis, ParticipantRecord } from "./call-record.ts";

/** So many people may ever have been in one call to a space or room. */
const MOST_PARTICIPANTS = 1_000;

/** A new call to a space or room: a conversation from the press on, to which its members are invited. */
export function groupCall(input: PlaceInput, now: Millis, times: CallTimes): ActiveRecord {
  const members = input.callees.map((callee, index) => memberPart(callee, { index, now }));
  return {
    ...newCall(input, [callerPart(input, now, times), ...members], now),
    phase: "active",
    startedAt: now,
    ringDeadline: now + input.ringMs,
    ...(members.some(({ discreet }) => discreet) && { discreet: { revision: 1 } }),
  };
}

/** A member comes in, whatever they were before; the same press may ask again. */
export function comeIn(
  call: CallRecord,
  event: AnswerEvent,
  at: { now: Millis; times: CallTimes },
): CallRecord {
  const part = partFor(call, event);
  if (call.phase === "ended") throw callEnded(call);
  if (part.state === "joined") return answeredBefore(call, part, event);
  if ((part.hidden || part.removed) && !event.member) throw new CallError("not-ringing");
  checkRoom(call, event.most);
  const { leftAt: _leftAt, removed: _removed, pastEpoch, ...rest } = part;
  const { seat, ...next } = joined(rest, event, at);
  const epoch = pastEpoch === undefined ? 0 : pastEpoch + 1;
  return withPart(call, {
    ...next,
    joinedAt: part.joinedAt ?? at.now,
    ...(part.joinedAt !== undefined && { rejoinedAt: at.now }),
    ...(seat && { seat: { ...seat, epoch } }),
  });
}

/** Somebody is out; the last one ends the call. */
export function wentOut(
  call: LiveRecord,
  { part, ending }: { part: ParticipantRecord; ending: Ending },
  now: Millis,
): CallRecord {
  const past = part.seat && { pastEpoch: part.seat.epoch };
  const next = replacePart(call, { ...settled(part, "left", now), ...past });
  return next.participants.some(isIn) ? next : ended(next, ending, now);
}

/** The ring is over: whoever was not there missed it or was out of reach, and may come all the same. */
export function ringOver({ ringDeadline: _over, ...call }: ActiveRecord, now: Millis): CallRecord {
  const participants = call.participants.map((part) =>
    isAwaited(part) ? settled(part, isUnreached(part) ? "unreachable" : "missed", now) : part,
  );
  return { ...call, participants };
}

/** Somebody is rung, and nobody but the caller is there. */
export function ringsAlone(call: LiveRecord): boolean {
  if (call.phase === "ringing") return true;
  const others = call.participants.filter(({ role }) => role !== "caller");
  return call.ringDeadline !== undefined && others.some(isAwaited) && !others.some(isIn);
}

/** Whether the others are not told what this member does. */
export function isUntold({ discreet, joinedAt }: ParticipantRecord): boolean {
  return discreet === true && joinedAt === undefined;
}

/** What the others are told instead. */
export function stateTold(call: CallRecord, { state }: ParticipantRecord): ParticipantState {
  if (state === "joined" || state === "left") return state;
  return call.phase === "active" && call.ringDeadline !== undefined ? "ringing" : "missed";
}

/** No `reachBy`: the call goes on, so who comes on line while it rings is still rung. */
function memberPart(
  callee: CalleeInput,
  { index, now }: { index: number; now: Millis },
): ParticipantRecord {
  const part = calleePart(callee, { index, role: "member" });
  const isDiscreet = callee.discreet || callee.hidden || callee.ring === "quietly";
  const told = isDiscreet ? { ...part, discreet: true as const } : part;
  return callee.refusal === "busy" && !callee.hidden ? settled(told, "busy", now) : told;
}

/** Their part in the call, or a new one for a member who came to the group later. @throws {CallError} call-not-found */
function partFor(call: CallRecord, { person, member }: AnswerEvent): ParticipantRecord {
  const part = call.participants.find(
    ({ party }) => party.type !== "address" && party.id === person,
  );
  if (part) return part;
  if (!member) throw new CallError("call-not-found");
  const count = call.participants.length;
  if (count >= MOST_PARTICIPANTS) throw new CallError("too-many-invitees");
  return { id: `p${count + 1}`, party: member, role: "member", state: "missed" };
}

/** @throws {CallError} too-many-invitees */
function checkRoom({ participants }: LiveRecord, most = MOST_PARTICIPANTS): void {
  if (participants.filter(isIn).length >= most) throw new CallError("too-many-invitees");
}

function withPart(call: LiveRecord, part: ParticipantRecord): CallRecord {
  if (call.participants.some(({ id }) => id === part.id)) return replacePart(call, part);
  return { ...call, participants: [...call.participants, part] };
}

/** No device of theirs ever said that it rings. */
function isUnreached({ state, hidden }: ParticipantRecord): boolean {
  return state === "invited" && !hidden;
}

function isIn({ state }: ParticipantRecord): boolean {
  return state === "joined";
}
