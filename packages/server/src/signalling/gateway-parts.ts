import type { PersonId } from "@ringline/protocol";
import type { AddressOf } from "../address-of.ts";
import type { Identity } from "../auth/asker.ts";
import type { Delivery } from "../calls/delivery.ts";
import type { Relay } from "../calls/relay.ts";
import type { Seats } from "../calls/seats.ts";
import type { RunOperation } from "../operations/operation.ts";
import type { Parts } from "../operations/parts.ts";
import type { Devices } from "../presence/devices.ts";
import type { UntilWritten } from "../until-written.ts";
import type { Hellos } from "./hellos.ts";
import type { SeatSockets } from "./seat-sockets.ts";

/** Turns a token into who it is: verified, not revoked, name kept. @throws {CallError} */
export interface SignIn {
  verify(token: string): Promise<Identity>;
}

/** What the sessions of sockets work with. */
export interface GatewayParts extends Parts {
  readonly run: RunOperation;
  readonly signIn: SignIn;
  readonly delivery: Delivery;
  readonly relay: Relay;
  readonly seats: Seats;
  readonly devices: Devices;
  readonly addressOf: AddressOf;
  readonly seatSockets: SeatSockets;
  readonly hellos: Hellos;
  readonly untilWritten: UntilWritten;
  /** Sockets of this person look again at what the store says of them: revoked, another status, missed calls. */
  lookAtPerson(person: PersonId): void;
  /** Tokens' clock: seconds since 1970. */
  wallSeconds(): number;
}
