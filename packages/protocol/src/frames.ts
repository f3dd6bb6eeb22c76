import type { Problem } from "./errors.ts";
import type {
  Call,
  CallId,
  DeviceId,
  Me,
  ParticipantId,
  PersonId,
  PresenceStatus,
  Timestamp,
} from "./model.ts";
import type { OperationName, Operations } from "./operations.ts";
import type { ProviderInfo } from "./providers.ts";

/** The wire version that this package speaks. */
export const PROTOCOL_VERSION = 1;

/** The first frame of every socket. A device shows a token, a call page its seat secret. */
export type Hello = DeviceHello | SeatHello;

interface HelloParts {
  type: "hello";
  version: number;
  /** Random per document; the relay tells repeated messages by it. */
  page: string;
  /** What the client already has: call id → revision. */
  holds: Record<CallId, number>;
}

export interface DeviceHello extends HelloParts {
  token: string;
  device: { id: DeviceId; label: string };
}

export interface SeatHello extends HelloParts {
  /** The secret made at the press, or the last one that a welcome gave. */
  seatSecret: string;
  /** The last relay message that this document has handled; 0 for a new document. */
  relaySeen: number;
}

/** The answer to hello. State first: `calls` holds every live call of the person and the end of each named one. */
export interface Welcome {
  type: "welcome";
  version: number;
  /** Names this connection in logs. */
  session: string;
  me: Me;
  calls: Call[];
  /** Of the calls in `holds`, those that this person cannot see any more. */
  gone: CallId[];
  /** The ways to call that this person may choose; empty in a call page. */
  providers: ProviderInfo[];
  /** Negotiated by name; a client ignores those that it does not know. */
  features: string[];
  /** Only on a seat's socket: the server's clock, by which a call's times are meant. A browser's may be minutes off. */
  now?: Timestamp;
  /** Only on a seat's socket: which seat, and the secret for the next hello. */
  seat?: { call: CallId; participant: ParticipantId; epoch: number; nextSecret: string };
}

/** A command or question; `id` is unique per socket and comes back in the response. */
export type Request = {
  [Name in OperationName]: {
    type: "request";
    id: number;
    operation: Name;
    input: Operations[Name]["input"];
  };
}[OperationName];

export interface Response {
  type: "response";
  id: number;
  result?: unknown;
  problem?: Problem;
}

export type ClientFrame =
  | Hello
  | Request
  /** Refresh in place; answered by `token-accepted` or a close. */
  | { type: "token"; token: string }
  /** `n` counts up from 1 per page; a repeated one has no second effect. `to` absent: all other joined seats. */
  | { type: "relay"; call: CallId; n: number; to?: ParticipantId; body: unknown }
  /** Everything up to `seq` was handled. */
  | { type: "relay-seen"; call: CallId; seq: number }
  /** Every 5 s while the seats of these are `reconnecting` and their sound or picture arrives all the same: keeps those seats. */
  | { type: "media-flows"; call: CallId; from: ParticipantId[] }
  | { type: "pong" }
  /** The document goes away (reload or close): a seat's grace shrinks to 5 s. */
  | { type: "bye" };

export type ServerFrame =
  | Welcome
  | Response
  | { type: "token-accepted"; expiresAt: string }
  /** Something of `me` changed since the welcome. */
  | { type: "me"; me: Me }
  /** What may be chosen changed since the welcome. */
  | { type: "providers"; providers: ProviderInfo[] }
  | { type: "call"; call: Call }
  | { type: "call-gone"; call: CallId }
  | { type: "presence"; people: Record<PersonId, PresenceStatus> }
  /** `seq` rises per call, with gaps where a message was for somebody else. `channel`: for which `calls.listen` of a device. */
  | {
      type: "relay";
      call: CallId;
      channel?: string;
      from: ParticipantId;
      seq: number;
      body: unknown;
    }
  /** Everything that this page sent up to `n` is kept. */
  | { type: "relay-kept"; call: CallId; n: number }
  /** Messages were lost: the connector negotiates anew. */
  | { type: "relay-gap"; call: CallId; channel?: string }
  /** Revisions of this person's live calls; who differs asks `calls.list`. */
  | { type: "ping"; calls: Record<CallId, number> }
  /** Sent before a close by the server that says when to come back. */
  | { type: "goodbye"; code: number; retryAfterMs?: number };
