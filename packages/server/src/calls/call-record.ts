import type {
  CallId,
  CallMedia,
  CallPlace,
  CallSubject,
  CallTarget,
  DeviceId,
  EndReason,
  ErrorCode,
  ParticipantId,
  ParticipantRole,
  ParticipantState,
  Party,
  PersonId,
  ProviderId,
} from "@ringline/protocol";

/** Milliseconds since 1970 by `clock.now()`: monotonic, slewed to the database's clock. */
export type Millis = number;

/** How a callee's devices take the ring; decided when the call is placed. */
export type RingManner = "aloud" | "quietly" | "knock";

/** What the server keeps of a seat. */
export interface SeatRecord {
  /** 0 until the call page has shown its secret; then rises with every claim. */
  epoch: number;
  connection: "awaited" | "connected" | "reconnecting";
  /** SHA-256 of the secret that the next hello must show. */
  secretHash: string;
  /** Still taken until the newer one was shown once: the welcome that carried it may be lost. */
  previousHash?: string;
  /** The server process that holds the socket, while `connected`. */
  node?: string;
  /** While `awaited` or `reconnecting`: the participant leaves at this time. */
  until?: Millis;
  /** While `reconnecting`, unless its document said goodbye: since when. Media that still flows keeps the seat, for a while. */
  lostAt?: Millis;
}

/** By which a seat is found. */
export function hashesOf({ secretHash, previousHash }: SeatRecord): string[] {
  return previousHash === undefined ? [secretHash] : [secretHash, previousHash];
}

export interface ParticipantRecord {
  id: ParticipantId;
  party: Party;
  role: ParticipantRole;
  state: ParticipantState;
  ring?: RingManner;
  /** While `invited`: unreachable at this time unless a device acknowledges. */
  reachBy?: Millis;
  /** Refused by policy or blocked: this person is told nothing, now or later. */
  hidden?: true;
  /** In a group call: short of coming in, this member looks to the others as one who is rung, and then missed it. */
  discreet?: true;
  /** Taken out: is told nothing more, and comes back only as a member of the called space or room. */
  removed?: true;
  seat?: SeatRecord;
  /** SHA-256 of the secret of the last press that gave a seat: the same press, repeated, is known by it. */
  pressHash?: string;
  /** Hashes of the seat that was theirs until they left or the call ended: its page may come back, and learns how. */
  pastSeat?: readonly string[];
  /** Of the seat that a member of a group call had before: the next one goes on from there. */
  pastEpoch?: number;
  device?: { id: DeviceId; label: string };
  heldAt?: Millis;
  joinedAt?: Millis;
  /** Of a member of a group call who left and came back: when, the last time. `joinedAt` stays the first. */
  rejoinedAt?: Millis;
  leftAt?: Millis;
}

interface RecordParts {
  id: CallId;
  key?: string;
  /** Rises by one with every stored change; set by the store. */
  revision: number;
  target: CallTarget;
  provider: ProviderId;
  place?: CallPlace;
  /** What the connector's `open` answered. */
  placeData?: unknown;
  media: CallMedia;
  title: string;
  about?: CallSubject;
  /** The caller first (`p1`). */
  participants: readonly ParticipantRecord[];
  createdAt: Millis;
  /**
   * The caller is a stranger to the callee: declined, busy, do-not-disturb, blocked and offline all look like ringing until
   * the ring time is over, then like no answer. Holds the revision that the caller is shown; in a group call, that of everybody
   * but those members of whom the others are told so little.
   */
  discreet?: { revision: number };
}

export interface RingingRecord extends RecordParts {
  phase: "ringing";
  ringDeadline: Millis;
}

export interface ActiveRecord extends RecordParts {
  phase: "active";
  startedAt: Millis;
  /** Of a group call, until that time: whoever did not come until then missed it. */
  ringDeadline?: Millis;
}

export interface EndedRecord extends RecordParts {
  phase: "ended";
  endedAt: Millis;
  endReason: EndReason;
  startedAt?: Millis;
  problem?: ErrorCode;
}

/** A call as the server keeps it: frozen in use, replaced by moves. */
export type CallRecord = RingingRecord | ActiveRecord | EndedRecord;

/** The people in a call, each once; those from whom it is hidden too. */
export function peopleIn(call: CallRecord): PersonId[] {
  const people: PersonId[] = [];
  for (const { party } of call.participants)
    if (party.type !== "address" && !people.includes(party.id)) people.push(party.id);
  return people;
}

/** Somebody who was called, and was in the call or is. */
export function cameIn({ role, joinedAt }: ParticipantRecord): boolean {
  return role !== "caller" && joinedAt !== undefined;
}

/** When the call must next be looked at: of all its deadlines the earliest, of an ended call none. */
export function nextDeadline(call: CallRecord): Millis | undefined {
  if (call.phase === "ended") return undefined;
  let next = call.ringDeadline ?? Number.POSITIVE_INFINITY;
  for (const { seat, reachBy } of call.participants) {
    if (seat?.until !== undefined) next = Math.min(next, seat.until);
    if (reachBy !== undefined) next = Math.min(next, reachBy);
  }
  return next === Number.POSITIVE_INFINITY ? undefined : next;
}
