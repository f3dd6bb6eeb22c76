import type { CallId, DeviceId, ParticipantId, Person } from "@ringline/protocol";
import type { PresenceSubscriber } from "../presence/presence.ts";

/** What a verified token says. Times in seconds since 1970, as in the token. */
export interface Identity {
  person: Person;
  roles: readonly string[];
  /** Of a guest: the only people, spaces and rooms that may be called. */
  targets?: readonly string[];
  spaces: readonly Group[];
  rooms: readonly Group[];
  issuedAt: number;
  expiresAt: number;
}

/** A space or room of which the token says that the person is a member. */
export interface Group {
  id: string;
  title: string;
}

/** Somebody who asks over the socket of a device. */
export interface DeviceAsker {
  kind: "device";
  person: Person;
  roles: readonly string[];
  targets?: readonly string[];
  device: { id: DeviceId; label: string };
  /** The socket: what it watches belongs to it. */
  subscriber: PresenceSubscriber;
}

/** A call page: it asks for its own call only. */
export interface SeatAsker {
  kind: "seat";
  person: Person;
  call: CallId;
  participant: ParticipantId;
  epoch: number;
}

/** Somebody who asks over REST with a token. */
export interface RestAsker {
  kind: "rest";
  person: Person;
  roles: readonly string[];
  targets?: readonly string[];
}

/** Who asks, as a door found out. Operations look at nothing else. */
export type Asker = DeviceAsker | SeatAsker | RestAsker;
