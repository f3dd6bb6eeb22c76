import type { Writable } from "node:stream";
import { CLOSE_CODES, type CloseName, type ServerFrame } from "@ringline/protocol";
import { WebSocket } from "ws";
import type { Millis } from "../calls/call-record.ts";
import type { Clock } from "../clock.ts";
import { FloodGauge } from "./floods.ts";

/** Above this much unsent text, calls are told folded: the newest state, once there is room. */
const CONGESTED_BYTES = 65_536;
/** Of UTF-8, for one unit of a string. */
const MOST_BYTES_PER_UNIT = 3;
/** Above this much unsent text or so many unsent frames the client is too slow. */
const MOST_UNSENT_BYTES = 1_048_576;
const MOST_UNSENT_FRAMES = 256;

/** Who speaks on a socket after its hello. */
export interface Session {
  /** One parsed frame, in the order of arrival; `bytes` is its size on the wire. */
  receive(frame: Record<string, unknown>, bytes: number): void;
  pingFrame(): string;
  /** Four times a second; answers why the socket must end now, if it must. */
  tick(now: Millis): CloseName | undefined;
  /** A congested socket flows again. */
  flows(): void;
  /** The socket is gone, or as good as gone. Called once. `aliveAt`: its last sign of life, long ago for a silent one. */
  ended(aliveAt: Millis): void;
}

export interface ConnectionOptions {
  wire: Writable;
  address: string;
  clock: Clock;
}

/** One socket: what is sent, what waits, and how it ends. Five thousand of them must be small. */
export class Connection {
  readonly socket: WebSocket;
  readonly address: string;
  session: Session | undefined;
  /** The last sign of life; until hello: when the socket opened. */
  heardAt: Millis;
  pingedAt: Millis;
  isPingOpen = false;
  /** Until its welcome. */
  isStranger = true;
  /** While the hello is looked at. */
  isGreeting = false;
  /** While it is not read: a client that cannot be heard is not judged by its silence. */
  isPaused = false;
  readonly flood = new FloodGauge();
  /** When the server began to close; then it waits for the client only shortly. */
  closingAt: Millis | undefined;
  readonly #wire: Writable;
  readonly #clock: Clock;
  #isGathering = false;
  #unsent = 0;
  #onSent: (() => void) | undefined;

  /** `wire`: the TCP or TLS socket below `socket`. */
  constructor(socket: WebSocket, { wire, address, clock }: ConnectionOptions) {
    this.socket = socket;
    this.address = address;
    this.#wire = wire;
    this.#clock = clock;
    this.heardAt = clock.now();
    this.pingedAt = this.heardAt;
  }

  get isOpen(): boolean {
    return this.socket.readyState === WebSocket.OPEN && this.closingAt === undefined;
  }

  get isCongested(): boolean {
    return this.socket.bufferedAmount > CONGESTED_BYTES;
  }

  sendFrame(frame: ServerFrame): void {
    this.send(JSON.stringify(frame));
  }

  /** Sends a frame's text; a client that does not take what it is sent is cut off and comes back to the newest state. */
  send(text: string): void {
    if (!this.isOpen) return;
    const unsentBytes = this.socket.bufferedAmount;
    // What congests the socket must be heard of when it is sent: `flows` would never come.
    const isRoomy = unsentBytes + text.length * MOST_BYTES_PER_UNIT < CONGESTED_BYTES;
    if (isRoomy && (unsentBytes === 0 || this.#isGathering)) {
      this.#gather();
      this.socket.send(text);
      return;
    }
    if (unsentBytes > MOST_UNSENT_BYTES || this.#unsent >= MOST_UNSENT_FRAMES) {
      this.cut("slow-consumer");
      return;
    }
    this.#unsent += 1;
    this.#onSent ??= () => this.#sent();
    this.socket.send(text, this.#onSent);
  }

  /** Says goodbye and closes. What the session holds is let go at once, whether the client still answers or not. */
  close(name: CloseName, retryAfterMs?: number): void {
    if (!this.isOpen) return;
    const wait = retryAfterMs === undefined ? {} : { retryAfterMs };
    this.sendFrame({ type: "goodbye", code: CLOSE_CODES[name], ...wait });
    this.cut(name);
  }

  /** Closes without another frame: there is no room for one. */
  cut(name: CloseName): void {
    if (this.closingAt !== undefined) return;
    this.closingAt = this.#clock.now();
    // Its goodbye is read, and nothing else.
    this.resume();
    this.socket.close(CLOSE_CODES[name], name);
    this.end(name === "heartbeat-timeout" ? this.heardAt : this.closingAt);
  }

  /** Nothing more is read until `resume`; the client's own end holds back what it sends. */
  pause(): void {
    if (this.isPaused || !this.isOpen) return;
    this.isPaused = true;
    this.socket.pause();
  }

  resume(): void {
    if (!this.isPaused) return;
    this.isPaused = false;
    this.heardAt = this.#clock.now();
    this.isPingOpen = false;
    this.socket.resume();
  }

  /** Lets the session go; idempotent. */
  end(aliveAt: Millis = this.#clock.now()): void {
    const session = this.session;
    this.session = undefined;
    session?.ended(aliveAt);
  }

  /** What one turn says goes out in one write. */
  #gather(): void {
    if (this.#isGathering) return;
    this.#isGathering = true;
    this.#wire.cork();
    process.nextTick(() => {
      this.#isGathering = false;
      this.#wire.uncork();
    });
  }

  #sent(): void {
    this.#unsent -= 1;
    if (this.#unsent === 0) this.session?.flows();
  }
}
