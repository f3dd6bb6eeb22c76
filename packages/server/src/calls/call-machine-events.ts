import type {
  CallId,
  CallMedia,
  CallSubject,
  CallTarget,
  DeviceId,
  EndReason,
  ErrorCode,
  ParticipantId,
  Party,
  Person,
  PersonId,
  ProviderId,
} from "@ringline/protocol";
import { TIMES } from "@ringline/protocol";
import type { Millis, RingManner } from "./call-record.ts";

/** How long the machine waits for what. Milliseconds. */
export interface CallTimes {
  /** Somebody's device must acknowledge the ring. */
  readonly reachMs: number;
  /** The call page must show its seat's secret. */
  readonly claimMs: number;
  /** A lost seat is kept. */
  readonly graceMs: number;
  /** …whose document said goodbye. */
  readonly graceClosedMs: number;
  /** …of the caller while it rings: the callee must not be rung by somebody who vanished (G8). */
  readonly graceRingingMs: number;
  /** …of the caller while it rings, when the seat was silent for a while before. */
  readonly graceSilentMs: number;
  /** …at most, while others in the call say that its media flows. */
  readonly graceFlowingMs: number;
}

export const CALL_TIMES: CallTimes = {
  reachMs: TIMES.reachMs,
  claimMs: TIMES.claimMs,
  graceMs: TIMES.graceMs,
  graceClosedMs: TIMES.graceClosedMs,
  graceRingingMs: 10_000,
  graceSilentMs: 2_000,
  graceFlowingMs: TIMES.graceFlowingMs,
};

/** What `placeCall` needs to know. */
export interface PlaceInput {
  id: CallId;
  /** An older product's restartable id. */
  key?: string;
  target: CallTarget;
  provider: ProviderId;
  media: CallMedia;
  title: string;
  about?: CallSubject;
  caller: {
    party: Party;
    device?: DeviceName;
    /** SHA-256 of the call page's secret; absent for who calls from outside: no seat. */
    secretHash?: string;
  };
  callees: readonly CalleeInput[];
  ringMs: number;
  /** The caller is a stranger; set by itself where a callee is hidden or rung quietly. */
  discreet?: boolean;
}

export interface CalleeInput {
  party: Party;
  ring?: RingManner;
  /** Refused or blocked: is told nothing, and the caller cannot tell. */
  hidden?: boolean;
  /** Of a member of a group: the others must not learn why they do not come. */
  discreet?: boolean;
  /** Of a member of a group: known at once, they cannot be rung now. */
  refusal?: "busy" | "unreachable";
}

/** A device as the call remembers it. */
export interface DeviceName {
  id: DeviceId;
  label: string;
}

/** What happens to a call: first what people do, then facts. Facts never throw; people may be refused. */
export type CallEvent =
  | AnswerEvent
  | { type: "decline"; person: PersonId }
  /** `epoch`: only if this seat still holds. */
  | { type: "cancel"; person: PersonId; epoch?: number }
  | LeaveEvent
  /** Without `person`: an administrator. */
  | { type: "end"; person?: PersonId; epoch?: number }
  | RemoveEvent
  | ReseatEvent
  | ClaimEvent
  /** A device of this person rings or shows the card. */
  | { type: "ringing"; person: PersonId }
  | SeatLostEvent
  | ClaimLostEvent
  | MediaFlowsEvent
  | NodeLostEvent
  /** This person is in another call, and there is no call waiting. */
  | { type: "busy"; person: PersonId }
  /** No device of this person can ring. */
  | { type: "unreachable"; person: PersonId }
  | PlaceEvent
  | OutsideEvent
  /** The connector or the server gave up. */
  | { type: "failed"; problem: ErrorCode }
  /** Time went by: every deadline up to now takes effect. */
  | { type: "time" };

export interface AnswerEvent {
  type: "answer";
  person: PersonId;
  /** Absent over REST. */
  device?: DeviceName;
  secretHash: string;
  /** This person placed a call to the caller: an answer, even by somebody who was not rung or had declined. */
  glare?: true;
  /** Who this is, when they are known to be of the called space or room: comes in without having been rung. */
  member?: Person;
  /** So many may be in a call of its provider at once; absent: any number. */
  most?: number;
}

/** Hangs up: a person by any device (`person`), or a document for its own seat (`participant`, `epoch`). */
export interface LeaveEvent {
  type: "leave";
  person: PersonId;
  /** Only if this seat still holds. */
  epoch?: number;
  reason?: "hung-up" | "failed";
  problem?: ErrorCode;
}

/** Takes a participant out. Without `person`: an administrator. */
export interface RemoveEvent {
  type: "remove";
  participant: ParticipantId;
  person?: PersonId;
}

/** A person who is in the call pressed again: a new document will take the seat. */
export interface ReseatEvent {
  type: "reseat";
  person: PersonId;
  device?: DeviceName;
  secretHash: string;
}

/** A document shows a seat's secret. */
export interface ClaimEvent {
  type: "seat-claimed";
  /** Of the secret that it showed. */
  secretHash: string;
  /** Of the secret that the welcome carries. */
  nextHash: string;
  node: string;
}

/** A server process is gone, and every socket that it held. */
export interface NodeLostEvent {
  type: "node-lost";
  node: string;
  /** When its lease ended, while others went on: its people could come to them since. Absent: nobody could come anywhere. */
  since?: Millis;
}

export interface SeatLostEvent {
  type: "seat-lost";
  participant: ParticipantId;
  epoch: number;
  /** The document said goodbye before. */
  closed: boolean;
  /** The heartbeat ran out: nothing was heard for `pingMs + pongMs` already. */
  silent?: boolean;
}

/** A claim that nobody was told of: if it was written all the same, no document holds the seat. */
export interface ClaimLostEvent {
  type: "claim-lost";
  participant: ParticipantId;
  /** As the claim named it; a later claim made another one. */
  nextHash: string;
}

/** A seat's document says whose media it still gets. */
export interface MediaFlowsEvent {
  type: "media-flows";
  /** Who says it, by which claim: what an older or lost seat says is not counted. */
  participant: ParticipantId;
  epoch: number;
  from: readonly ParticipantId[];
}

export type PlaceEvent =
  | { type: "place-opening"; connector: string }
  | { type: "place-open"; generation: number; placeData: unknown }
  | { type: "place-failed"; generation: number };

/** How a participant's part of a call elsewhere stands. */
export type LegState =
  | "ringing"
  | "answered"
  | "busy"
  | "declined"
  | "unreachable"
  | "left"
  | "failed";

/** What a connector says of the call elsewhere. */
export type OutsideEvent =
  | { type: "leg"; participant: ParticipantId; state: LegState }
  /** Somebody else goes on in this participant's place. */
  | { type: "replaced"; participant: ParticipantId; by: Party }
  | { type: "over"; reason: EndReason };
