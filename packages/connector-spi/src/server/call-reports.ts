import type {
  CallId,
  CallMedia,
  EndReason,
  ParticipantId,
  Party,
  PersonId,
  ProviderId,
} from "@ringline/protocol";

/** A call that comes from outside. */
export interface IncomingCall {
  /** The call's name outside, up to 255 characters: the same report again, on any node, is the same call for 24 h. */
  key: string;
  provider: ProviderId;
  from: Party;
  to: PersonId;
  media: CallMedia;
}

/** How a participant's part of a call elsewhere stands. */
export type LegState =
  | "ringing"
  | "answered"
  | "busy"
  | "declined"
  | "unreachable"
  | "left"
  | "failed";

/**
 * Facts from outside about the connector's own calls. Idempotent; the call machine decides what they mean, and of a call that
 * is over, or of another connector, they change nothing. A report may be refused: `invalid-input`, `rate-limited` (100 a
 * second), `storage-unavailable`.
 */
export interface CallReports {
  /**
   * Rings at a person's devices, by their status and devices. The caller is in the call already, without a seat.
   * @throws {CallError} provider-off; not-found for a person whom nobody knows; in-other-call while the two are in another call
   */
  incoming(call: IncomingCall): Promise<CallId>;
  leg(call: CallId, participant: ParticipantId, state: LegState): Promise<void>;
  /** Somebody else goes on in a participant's place, as after a transfer. */
  replaced(call: CallId, participant: ParticipantId, by: Party): Promise<void>;
  /** The media system says that the call is over. */
  ended(call: CallId, reason: EndReason): Promise<void>;
  /** To the seats of an active call, or to one of them; up to 60,000 bytes of JSON. They hear it from `connector`. */
  relay(call: CallId, body: unknown, to?: ParticipantId): Promise<void>;
  /** Hears what seats send to all, or to `connector`, beginning with what is kept, until the call is over. Answers how to stop. */
  onRelay(call: CallId, listener: (message: RelayedMessage) => void): () => void;
}

export interface RelayedMessage {
  from: ParticipantId;
  body: unknown;
}
