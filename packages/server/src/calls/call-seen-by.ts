import type {
  ActiveCall,
  Call,
  EndedCall,
  Participant,
  PersonId,
  RingingCall,
  Seat,
} from "@ringline/protocol";
import { isUntold, stateTold } from "./call-machine-group.ts";
import { isOneToOne } from "./call-machine-parts.ts";
import type { CallRecord, EndedRecord, Millis, ParticipantRecord } from "./call-record.ts";

type Parts = Omit<RingingCall, "phase" | "ringDeadline" | "ring" | "revision" | "participants">;
type Phase =
  | Pick<RingingCall, "phase" | "ringDeadline">
  | Pick<ActiveCall, "phase" | "startedAt" | "ringDeadline">
  | Pick<EndedCall, "phase" | "endedAt" | "endReason" | "startedAt" | "problem">;

/**
 * The call as this person may see it, or nothing for who has no part in it. Pure.
 * To a caller who is a stranger (`discreet`) every callee that does not answer looks alike, to the byte.
 * @see SPEC TELL
 */
export function callSeenBy(call: CallRecord, person: PersonId): Call | undefined {
  const own = partSeenBy(call, person);
  if (!own) return undefined;
  if (!isOneToOne(call)) return groupCall(call, own);
  return isMasked(call, own) ? maskedCall(call, person) : plainCall(call, own, person);
}

/** Whether this person has a part in the call that they may know of. */
export function maySee(call: CallRecord, person: PersonId): boolean {
  return partSeenBy(call, person) !== undefined;
}

function partSeenBy(call: CallRecord, person: PersonId): ParticipantRecord | undefined {
  const own = participantOf(call, person);
  return own?.hidden || own?.removed ? undefined : own;
}

/** A call to a space or room as a member sees it who was never in it and is not rung. */
export function callSeenByMember(call: CallRecord): Call {
  return groupCall(call);
}

/** The whole call but for other people's devices and secrets: for administrators. */
export function callSeenByAdmin(call: CallRecord): Call {
  const participants = call.participants.map((participant) => participantSeenBy(participant));
  return { ...partsOf(call), revision: call.revision, participants, ...phaseOf(call) };
}

/** The part that this person has in the call. */
export function participantOf(call: CallRecord, person: PersonId): ParticipantRecord | undefined {
  return call.participants.find(({ party }) => party.type !== "address" && party.id === person);
}

/** The first participant: every call has one. */
function callerOf(call: CallRecord): ParticipantRecord {
  const [caller] = call.participants;
  if (!caller) throw new Error(`call ${call.id} without a caller`);
  return caller;
}

/** A stranger who was never answered must not learn why. */
function isMasked(call: CallRecord, own: ParticipantRecord): boolean {
  if (!call.discreet || own.role !== "caller") return false;
  return call.phase === "ringing" || (call.phase === "ended" && call.startedAt === undefined);
}

function plainCall(call: CallRecord, own: ParticipantRecord, person: PersonId): Call {
  const participants = call.participants
    .filter((participant) => !participant.hidden)
    .map((participant) => participantSeenBy(participant, person));
  // A stranger's revision goes on counting what they may see: a jump would tell what they may not.
  const revision = own.role === "caller" && call.discreet ? call.discreet.revision : call.revision;
  const view = { ...partsOf(call), revision, participants, ...phaseOf(call) };
  return view.phase === "ringing" && isRung(own) && own.ring ? { ...view, ring: own.ring } : view;
}

/** Everybody is shown, but of some members no more than that they are rung and then missed it. */
function groupCall(call: CallRecord, own?: ParticipantRecord): Call {
  const participants = call.participants.map((part) =>
    part !== own && isUntold(part)
      ? memberUntold(call, part)
      : participantSeenBy(part, part === own ? personOf(part) : undefined),
  );
  // A number that moves for what they may not see would tell; to the member themselves it is told.
  const revision = own?.discreet ? call.revision : (call.discreet?.revision ?? call.revision);
  const view = { ...partsOf(call), revision, participants, ...phaseOf(call) };
  const isRinging = view.phase === "active" && own && isRung(own);
  return isRinging && own.ring ? { ...view, ring: own.ring } : view;
}

function memberUntold(call: CallRecord, part: ParticipantRecord): Participant {
  const { id, party, role } = part;
  return { id, party, role, state: stateTold(call, part) };
}

function personOf({ party }: ParticipantRecord): PersonId | undefined {
  return party.type === "address" ? undefined : party.id;
}

/** What a stranger sees: everybody else rings until the caller gives up or the time is over. */
function maskedCall(call: CallRecord, person: PersonId): Call {
  const participants = call.participants.map((participant) =>
    participant.role === "caller"
      ? participantSeenBy(participant, person)
      : maskedCallee(call, participant),
  );
  const revision = call.discreet?.revision ?? call.revision;
  const phase = call.phase === "ended" ? maskedEnd(call) : phaseOf(call);
  return { ...partsOf(call), revision, participants, ...phase };
}

function maskedCallee(call: CallRecord, { id, party, role }: ParticipantRecord): Participant {
  return { id, party, role, state: call.phase === "ringing" ? "ringing" : "missed" };
}

/** Of the ends, a stranger learns only of their own doing. */
function maskedEnd(call: EndedRecord): Phase {
  const ownDoing = call.endReason === "cancelled" || call.endReason === "failed";
  const endReason = ownDoing ? call.endReason : "no-answer";
  return {
    phase: "ended",
    endedAt: timestamp(call.endedAt),
    endReason,
    ...(ownDoing && call.problem && { problem: call.problem }),
  };
}

function isRung(participant: ParticipantRecord): boolean {
  return participant.state === "invited" || participant.state === "ringing";
}

function phaseOf(call: CallRecord): Phase {
  switch (call.phase) {
    case "ringing":
      return { phase: call.phase, ringDeadline: timestamp(call.ringDeadline) };
    case "active":
      return {
        phase: call.phase,
        startedAt: timestamp(call.startedAt),
        ...(call.ringDeadline !== undefined && { ringDeadline: timestamp(call.ringDeadline) }),
      };
    case "ended":
      return {
        phase: call.phase,
        endedAt: timestamp(call.endedAt),
        endReason: call.endReason,
        ...(call.startedAt !== undefined && { startedAt: timestamp(call.startedAt) }),
        ...(call.problem && { problem: call.problem }),
      };
  }
}

function partsOf(call: CallRecord): Parts {
  return {
    id: call.id,
    ...(call.key !== undefined && { key: call.key }),
    target: call.target,
    caller: callerOf(call).party,
    provider: call.provider,
    ...(call.place && { place: call.place }),
    media: call.media,
    title: call.title,
    ...(call.about && { about: call.about }),
    createdAt: timestamp(call.createdAt),
  };
}

function participantSeenBy(participant: ParticipantRecord, person?: PersonId): Participant {
  const { id, party, role, state, seat, device } = participant;
  const isOwn = party.type !== "address" && party.id === person;
  return {
    id,
    party,
    role,
    state,
    ...(state === "joined" && seat && { seat: seatOf(seat) }),
    ...(isOwn && device && { device }),
    ...timesOf(participant),
  };
}

function seatOf({ epoch, connection }: Seat): Seat {
  return { epoch, connection };
}

function timesOf({ heldAt, joinedAt, leftAt }: ParticipantRecord): Partial<Participant> {
  return {
    ...(heldAt !== undefined && { heldAt: timestamp(heldAt) }),
    ...(joinedAt !== undefined && { joinedAt: timestamp(joinedAt) }),
    ...(leftAt !== undefined && { leftAt: timestamp(leftAt) }),
  };
}

/** The same few times are told to everybody in a call, again and again. */
const timestamps = new Map<Millis, string>();
const TIMESTAMPS_KEPT = 1_000;

function timestamp(time: Millis): string {
  const known = timestamps.get(time);
  if (known !== undefined) return known;
  if (timestamps.size >= TIMESTAMPS_KEPT) timestamps.clear();
  const text = new Date(time).toISOString();
  timestamps.set(time, text);
  return text;
}
