import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { CallError, type CloseName, type PersonId } from "@ringline/protocol";
import { type RawData, WebSocketServer } from "ws";
import type { Origins } from "../auth/origins.ts";
import { checkJson } from "../parse-json.ts";
import { Connection } from "./connection.ts";
import { Doorkeeper } from "./doorkeeper.ts";
import type { GatewayParts } from "./gateway-parts.ts";
import { TICK_MS, tickConnection } from "./heartbeat.ts";
import { greet } from "./hello.ts";
import { tellMe, tellMissed } from "./me.ts";
import { noteMalformed, refuse } from "./requests.ts";
import { endRevoked } from "./revocation.ts";
import { tellProviders, tellProvidersTo } from "./tell-providers.ts";
import { refusalOf, refuseUpgrade } from "./upgrade.ts";

/** How long clients have to answer our close before the process goes. */
const GOODBYE_MS = 1_000;

interface UpgradeHow {
  head: Buffer;
  address: string;
}

/** Takes over upgrades that are not for this gateway. */
interface UpgradeDoor {
  upgrade(request: IncomingMessage, socket: Duplex, how: UpgradeHow): boolean;
}

/** Holds the sockets of devices and seats. @see SPEC WIRE */
export class Gateway {
  readonly #parts: GatewayParts;
  readonly #origins: Origins;
  readonly #sockets: WebSocketServer;
  readonly #connections = new Set<Connection>();
  readonly #doorkeeper: Doorkeeper;
  readonly #stopTicking: () => void;
  #tickedAt: number;
  #isDraining = false;

  constructor(parts: GatewayParts, origins: Origins) {
    this.#parts = parts;
    this.#origins = origins;
    this.#sockets = new WebSocketServer({
      noServer: true,
      clientTracking: false,
      perMessageDeflate: false,
      maxPayload: 65_536,
      maxFragments: 64,
      maxBufferedChunks: 256,
    });
    this.#doorkeeper = new Doorkeeper(parts.limits, parts.clock);
    this.#tickedAt = parts.clock.now();
    parts.known.onNews((call) => tellMissed(call, parts));
    const tell = () => tellProviders(this.#connections, parts);
    parts.switches.onChange(tell);
    parts.connectors.onChange(tell);
    this.#stopTicking = parts.clock.every(TICK_MS, () => this.#tick());
  }

  get size(): number {
    return this.#connections.size;
  }

  /** Takes over upgrades to `/v1/socket`, after these doors were asked; all others are refused. */
  attach(server: Server, doors: readonly UpgradeDoor[] = []): void {
    server.on("upgrade", (request, socket, head) => {
      const how = { head, address: this.#parts.addressOf(request) };
      const isTaken = !this.#isDraining && doors.some((door) => door.upgrade(request, socket, how));
      if (!isTaken) this.#upgrade(request, socket, how);
    });
  }

  /** What is told of a person to their own devices may be other than it was. */
  async lookAtPerson(person: PersonId): Promise<void> {
    await endRevoked(person, this.#parts);
    await tellMe(person, this.#parts);
    await tellProvidersTo(person, this.#parts);
  }

  /** Forgets addresses that have nothing more to wait for. */
  tidy(): void {
    this.#doorkeeper.tidy();
    this.#parts.hellos.tidy();
  }

  /** Sends everybody away, to come back spread over a time; resolves when the sockets are gone. */
  async drain(): Promise<void> {
    this.#isDraining = true;
    for (const connection of this.#connections)
      connection.close("drain", Math.floor(Math.random() * this.#parts.times.drainSpreadMs));
    const deadline = performance.now() + GOODBYE_MS;
    while (this.#connections.size > 0 && performance.now() < deadline)
      await new Promise((resolve) => setTimeout(resolve, 10));
    this.#stopTicking();
    for (const { socket } of this.#connections) socket.terminate();
  }

  #upgrade(request: IncomingMessage, socket: Duplex, { head, address }: UpgradeHow): void {
    const refusal = refusalOf(request, {
      origins: this.#origins,
      isDraining: this.#isDraining,
      waitMs: this.#doorkeeper.waitMs(address),
    });
    if (refusal) {
      refuseUpgrade(socket, refusal, this.#parts.logger);
      return;
    }
    this.#sockets.handleUpgrade(request, socket, head, (opened) => {
      const { clock } = this.#parts;
      const connection = new Connection(opened, { wire: socket, address, clock });
      this.#connections.add(connection);
      this.#doorkeeper.came(address);
      opened.on("message", (data, isBinary) => this.#receive(connection, data, isBinary));
      opened.on("error", ignore);
      opened.on("close", () => this.#closed(connection));
    });
  }

  #receive(connection: Connection, data: RawData, isBinary: boolean): void {
    if (!connection.isOpen) return;
    const { clock, limits } = this.#parts;
    const now = clock.now();
    connection.heardAt = now;
    connection.isPingOpen = false;
    if (connection.flood.frame(now, limits)) {
      connection.close("rate-limited");
      return;
    }
    const { frame, id } = isBinary ? NO_FRAME : readFrame(data.toString());
    if (!connection.session) this.#greet(connection, frame);
    else if (!frame) this.#malformed(connection, id);
    else if (frame.type !== "pong") connection.session.receive(frame, (data as Buffer).length);
  }

  #malformed(connection: Connection, id: number): void {
    const desk = { connection, parts: this.#parts };
    refuse(new CallError("bad-json"), desk, id);
    noteMalformed(desk);
  }

  /** While the hello is looked at, nothing more is read; anything but a hello ends the socket (S5). */
  #greet(connection: Connection, frame: Record<string, unknown> | undefined): void {
    if (connection.isGreeting || frame?.type !== "hello") {
      this.#doorkeeper.refused(connection.address, "protocol-error");
      connection.close("protocol-error");
      return;
    }
    connection.isGreeting = true;
    connection.socket.pause();
    void greet(frame, connection, this.#parts).then((refusal) => {
      connection.isGreeting = false;
      this.#greeted(connection, refusal);
      connection.socket.resume();
    });
  }

  /** Known by now, or not taken: only then does it stop to be a stranger. */
  #greeted(connection: Connection, refusal: CloseName | undefined): void {
    const { address } = connection;
    if (refusal) {
      this.#doorkeeper.refused(address, refusal);
    } else if (this.#connections.has(connection)) {
      connection.isStranger = false;
      this.#doorkeeper.welcomed(address);
    }
  }

  #closed(connection: Connection): void {
    this.#connections.delete(connection);
    this.#doorkeeper.left(connection.address, connection.isStranger);
    connection.end();
  }

  #tick(): void {
    const { clock, times, logger } = this.#parts;
    const now = clock.now();
    const stoodStillMs = now - this.#tickedAt;
    this.#tickedAt = now;
    if (stoodStillMs > times.leaseMs) {
      logger.warn({ stoodStillMs }, "this process stood still; its sockets begin anew");
      this.#closeAll("drain");
      return;
    }
    // What came in meanwhile is read before anybody is judged by their silence.
    if (stoodStillMs > 4 * TICK_MS) return;
    for (const connection of this.#connections) tickConnection(connection, now, times);
  }

  #closeAll(name: CloseName): void {
    for (const connection of this.#connections) connection.close(name);
  }
}

/** What is wrong with a socket is told by its close. */
function ignore(): void {}

interface ReadFrame {
  /** Absent: it is none. */
  frame?: Record<string, unknown>;
  /** Of the request that it was to be, where that could be read; 0: it could not. */
  id: number;
}

const NO_FRAME: ReadFrame = { id: 0 };

/** A frame's object. What the relay sends is passed on unread; all others must be JSON that reads in one way only. */
function readFrame(text: string): ReadFrame {
  let id = 0;
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== "object" || value === null || Array.isArray(value)) return NO_FRAME;
    const frame = value as Record<string, unknown>;
    if (typeof frame.id === "number") id = frame.id;
    if (frame.type !== "relay" && frame.type !== "relay-seen") checkJson(text);
    return { frame, id };
  } catch {
    return { id };
  }
}
