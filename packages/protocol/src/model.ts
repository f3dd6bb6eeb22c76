/** A person's id on the site: the `sub` of the token; printable Unicode, 1 to 255 bytes, NFC, compared bytewise. */
export type PersonId = string;
/** A call's id: 128 random bits, base64url; unique for ever. */
export type CallId = string;
/** A participant's id, unique within one call (`p1` is the caller). */
export type ParticipantId = string;
/** A device's id: random, chosen by the browser profile, kept by it per site origin. */
export type DeviceId = string;
/** A provider's id: one lower-case word, `^[a-z][a-z0-9_]*$`. */
export type ProviderId = string;
/** ISO 8601, UTC, milliseconds. */
export type Timestamp = string;

/** Somebody or something that can be in a call. */
export type Party = Person | Address;

/** A user of the site (signed in there) or a guest (visitor, invitation link). */
export interface Person {
  type: "user" | "guest";
  id: PersonId;
  /** As the site's token says; shown as text, never as markup. */
  name: string;
  /** An https or same-origin URL. */
  picture?: string;
}

/** A phone number or SIP address, `tel:` or `sip:`. */
export interface Address {
  type: "address";
  address: string;
  name?: string;
}

/** What a caller wants to reach. */
export type CallTarget =
  | { type: "user"; id: PersonId; name?: string }
  | { type: "space"; id: string; name?: string }
  | { type: "room"; id: string; name?: string }
  | { type: "address"; address: string; name?: string };

export type CallMedia = "audio" | "video";

/** What the call is about: the page on which it was placed. */
export interface CallSubject {
  title: string;
  /** Of the site's own origin, else it is left out. */
  url?: string;
}

/** Where a call's media meets: made by a connector; `generation` rises when a call moves. */
export interface CallPlace {
  generation: number;
  connector: string;
  state: "opening" | "open" | "failed";
}

export type ParticipantRole = "caller" | "callee" | "member" | "guest";

/**
 * What a participant is in this call.
 * `invited`: no device has said that it rings; `ringing`: at least one has; `joined`: holds a seat;
 * `left`: was joined; `declined`, `missed`, `busy`, `unreachable`: never joined, and why.
 */
export type ParticipantState =
  | "invited"
  | "ringing"
  | "joined"
  | "left"
  | "declined"
  | "missed"
  | "busy"
  | "unreachable";

/** The document that holds a participant's media, as others see it. */
export interface Seat {
  /** Rises with every claim; a command with an older epoch changes nothing. */
  epoch: number;
  /** `awaited`: the call page has not shown its secret yet. */
  connection: "awaited" | "connected" | "reconnecting";
}

export interface Participant {
  id: ParticipantId;
  party: Party;
  role: ParticipantRole;
  state: ParticipantState;
  /** Only while `joined`. */
  seat?: Seat;
  /** The device that answered or placed; told only to the same person's devices. */
  device?: { id: DeviceId; label: string };
  heldAt?: Timestamp;
  joinedAt?: Timestamp;
  leftAt?: Timestamp;
}

export type EndReason =
  | "hung-up"
  | "cancelled"
  | "declined"
  | "no-answer"
  | "busy"
  | "unreachable"
  | "transferred"
  | "failed"
  | "expired";

interface CallParts {
  id: CallId;
  /** An older product's restartable id (`restart` of `calls.place`); others may have the same. */
  key?: string;
  /** Rises with every change that this person may see; a smaller one is stale. */
  revision: number;
  target: CallTarget;
  caller: Party;
  provider: ProviderId;
  place?: CallPlace;
  media: CallMedia;
  title: string;
  about?: CallSubject;
  /** By participant id: the caller first, then in the order of invitation. */
  participants: Participant[];
  createdAt: Timestamp;
}

export interface RingingCall extends CallParts {
  phase: "ringing";
  ringDeadline: Timestamp;
  /** How this person's devices should take it. Absent for the caller. */
  ring?: RingManner;
}

/**
 * `aloud` (sound, notification), `quietly` (a card on the visible page only: do-not-disturb, invisible), `knock` (a quiet card,
 * because the person is in another call).
 */
export type RingManner = "aloud" | "quietly" | "knock";

export interface ActiveCall extends CallParts {
  phase: "active";
  /** Of a call to a space or room: when it was placed. */
  startedAt: Timestamp;
  /** Only in a call to a space or room, while it may ring for members: each is `missed` then. */
  ringDeadline?: Timestamp;
  /** Only while such a call rings for this person. */
  ring?: RingManner;
}

export interface EndedCall extends CallParts {
  phase: "ended";
  endedAt: Timestamp;
  endReason: EndReason;
  /** Absent when nobody answered. */
  startedAt?: Timestamp;
  /** With `failed`: the code that says how. With `hung-up`: `connection-lost` where one of two vanished without a goodbye. */
  problem?: string;
}

/** One conversation, as one person may see it. */
export type Call = RingingCall | ActiveCall | EndedCall;

/** What a person chose for themselves. */
export type ChosenStatus = "available" | "away" | "do-not-disturb" | "invisible";

/** How a person takes a further call while they are in one. */
export type WhileInCall = "knock" | "busy";

/** Can this person be called now? `invisible` is shown as `offline`; `in-call` is derived. */
export type PresenceStatus = "available" | "in-call" | "away" | "do-not-disturb" | "offline";

/** Who is signed in on this connection. */
export interface Me {
  party: Person;
  roles: string[];
  /** Absent for guests. */
  status?: ChosenStatus;
  /** Absent: a knock. */
  whileInCall?: "busy";
  /** Missed calls that this person has not looked at; absent in a call page. */
  missedCalls?: number;
}
