import type { CallId, DeviceId, KeyScope, ParticipantId, Person } from "@ringline/protocol";
import type { Millis } from "../calls/call-record.ts";
import type { ChannelSocket } from "../calls/channels.ts";
import type { PresenceSubscriber } from "../presence/presence.ts";

/** What a verified token says. Times in seconds since 1970, as in the token. */
export interface Identity extends Claims {
  person: Person;
  issuedAt: number;
  expiresAt: number;
  /** Names of accounts by type, as the site knows them. */
  accounts: ReadonlyMap<string, string>;
}

/** A space or room of which the token says that the person is a member. */
export interface TokenGroup {
  id: string;
  title: string;
}

/** What the token says of its person beside who they are. */
interface Claims {
  roles: readonly string[];
  /** Of a guest: the only people, spaces and rooms that may be called. */
  targets?: readonly string[];
  spaces: readonly TokenGroup[];
  rooms: readonly TokenGroup[];
  /** When the site signed it, in seconds; absent: it is no token of the site that is asked with. */
  issuedAt?: number;
}

/** Somebody who asks over the socket of a device. */
export interface DeviceAsker extends Claims {
  kind: "device";
  person: Person;
  device: { id: DeviceId; label: string };
  /** The socket: what it watches and listens to belongs to it. */
  subscriber: PresenceSubscriber & ChannelSocket;
}

/** A call page: it asks for its own call only. */
export interface SeatAsker {
  kind: "seat";
  person: Person;
  call: CallId;
  participant: ParticipantId;
  epoch: number;
}

/** Somebody who asks over REST. */
export interface RestAsker extends Claims {
  kind: "rest";
  person: Person;
  /** Absent: as `token`. */
  credential?: Credential;
  /** Where the request came from, as limits count it. */
  address?: string;
}

/** The program that runs this server, by its API: an administrator who is no person of the site. */
export interface ProgramAsker extends Claims {
  kind: "program";
  person: Person;
}

export const PROGRAM: ProgramAsker = {
  kind: "program",
  person: { type: "user", id: "(program)", name: "Program" },
  roles: ["admin"],
  spaces: [],
  rooms: [],
};

/** What a request over REST was asked with: a token of the site, or a secret that this server made. */
export type Credential =
  | { type: "token"; hash: string; expiresAt: Millis }
  | { type: "setup"; hash: string }
  | { type: "session"; hash: string }
  | { type: "key"; id: string; scopes: readonly KeyScope[] };

/** Who asks, as a door found out. Operations look at nothing else. */
export type Asker = DeviceAsker | SeatAsker | RestAsker | ProgramAsker;

/** A guest is nobody of the site, whatever else their token says; a call page asks for its own call only. */
export function isAdministrator(asker: Asker): boolean {
  return asker.kind !== "seat" && asker.person.type === "user" && asker.roles.includes("admin");
}
