import {
  type Call,
  CallError,
  type ErrorCode,
  type Input,
  type JoinGrant,
  type Me,
  type OperationName,
  type ParticipantId,
  PROTOCOL_VERSION,
  type Result,
  type ServerFrame,
  TIMES,
  type Welcome,
} from "@ringline/protocol";
import type { ConnectionState, SeatClient, SeatEvents, SeatOptions } from "../api.ts";
import { CallBook } from "../calls/call-book.ts";
import { closeError } from "../connection/close-error.ts";
import { Connection } from "../connection/connection.ts";
import { pauseAfter } from "../connection/passing.ts";
import { Listeners } from "../listeners.ts";
import { documentHooks, followPage } from "../page-life.ts";
import { RelayQueue } from "./relay-queue.ts";
import { randomId } from "./secret.ts";

type RelayEvents = { message: { from: ParticipantId; body: unknown }; gap: undefined };
type Seat = NonNullable<Welcome["seat"]>;

/** The server waits `claimMs` for a call that may be about to be placed, before it says that it knows none: it goes first. */
const WELCOME_MS = TIMES.claimMs + 5_000;

/** Connects a call page to its seat. Connects at once; `keepSecret` is called with each new secret before anything is told. */
export function connectSeat(options: SeatOptions): SeatClient {
  return new SeatSocket(options);
}

/** A call page's own connection. @see SPEC CLIENT10 to CLIENT13 */
class SeatSocket implements SeatClient {
  #secret: string;
  #seat: Seat | undefined;
  #me: Me | undefined;
  #relaySeen = 0;
  /** By how much the server's clock is ahead of this browser's, in milliseconds. */
  #serverLead = 0;
  /** Hanging up is told even if that takes long; the socket goes after it. */
  #leaving: Promise<void> | undefined;
  readonly ready: Promise<void>;
  readonly relay: SeatClient["relay"];
  readonly #page = randomId();
  readonly #options: SeatOptions;
  readonly #book = new CallBook();
  readonly #queue = new RelayQueue();
  readonly #listeners = new Listeners<SeatEvents>();
  readonly #relayListeners = new Listeners<RelayEvents>();
  readonly #connection: Connection;
  readonly #unfollow: readonly (() => void)[];

  constructor(options: SeatOptions) {
    this.#options = options;
    this.#secret = options.secret;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.ready = promise;
    promise.catch(() => {});
    this.#connection = this.#connect(resolve, reject);
    this.relay = {
      send: (body, to) => this.#send(body, to),
      onMessage: (listener) => this.#relayListeners.on("message", listener),
      onGap: (listener) => this.#relayListeners.on("gap", listener),
    };
    const hooks = documentHooks();
    this.#unfollow = [
      hooks.onChange(() => hooks.isVisible() && this.#connection.nudge()),
      followPage({
        onNudge: () => this.#connection.nudge(),
        onHide: () => this.#goAway(),
        onShow: () => this.#connection.start(),
      }),
    ];
    this.#connection.start();
  }

  get state() {
    return this.#connection.state;
  }

  get call(): Call | undefined {
    return this.#seat && this.#book.calls.get(this.#seat.call);
  }

  get participant() {
    return this.#seat?.participant;
  }

  get me() {
    return this.#me;
  }

  serverNow(): number {
    return Date.now() + this.#serverLead;
  }

  on<Name extends keyof SeatEvents>(name: Name, listener: (event: SeatEvents[Name]) => void) {
    return this.#listeners.on(name, listener);
  }

  async join(): Promise<JoinGrant> {
    const { call } = await this.#seated();
    const answer = await this.#connection.request("calls.join", { call });
    this.#put(answer.call);
    return answer.grant;
  }

  leave(reason: "hung-up" | "failed" = "hung-up", problem?: ErrorCode): Promise<void> {
    this.#leaving ??= this.#tellLeave(reason, problem).catch(ignore);
    return Promise.resolve();
  }

  /** Until the server has taken it: who hung up must not stay in the call because a server or a database was away. */
  async #tellLeave(reason: "hung-up" | "failed", problem?: ErrorCode): Promise<void> {
    for (;;) {
      const { call, epoch } = await this.#seated();
      try {
        const input = { call, epoch, reason, problem };
        const left = await this.#connection.request("calls.leave", input, Number.POSITIVE_INFINITY);
        return this.#put(left.call);
      } catch (error) {
        // What was asked before this page came back names the seat as it was then.
        const ms = epoch === this.#seat?.epoch ? pauseAfter(error) : 0;
        if (ms === undefined) throw error;
        await new Promise((resolve) => setTimeout(resolve, ms));
      }
    }
  }

  async cancel(): Promise<void> {
    const { call } = await this.#seated();
    this.#put((await this.#connection.request("calls.cancel", { call })).call);
  }

  request<Name extends OperationName>(
    operation: Name,
    input: Input<Name>,
    patienceMs?: number,
  ): Promise<Result<Name>> {
    return this.#connection.request(operation, input, patienceMs);
  }

  tellFlow(from: ParticipantId[]): void {
    if (this.#seat) this.#connection.send({ type: "media-flows", call: this.#seat.call, from });
  }

  close(): void {
    for (const unfollow of this.#unfollow) unfollow();
    // What was hung up is told first, however long that takes.
    if (this.#leaving === undefined) this.#connection.stop();
    else void this.#leaving.then(() => this.#connection.stop());
  }

  async #seated(): Promise<Seat> {
    await this.ready;
    if (!this.#seat) throw new CallError("session-expired");
    return this.#seat;
  }

  #connect(ready: () => void, failed: (error: CallError) => void): Connection {
    return new Connection({
      server: this.#options.server,
      hello: async () => ({
        type: "hello",
        version: PROTOCOL_VERSION,
        page: this.#page,
        holds: this.#book.holds(),
        seatSecret: this.#secret,
        relaySeen: this.#relaySeen,
      }),
      inCall: () => true,
      onWelcome: (welcome) => {
        this.#welcome(welcome);
        ready();
      },
      onFrame: (frame) => this.#handle(frame),
      onState: (state, code) => {
        if (state === "closed") failed(this.#connection.end ?? closeError(code));
        this.#tellState(state, code);
      },
      probe: () => this.#refresh(),
      welcomeMs: WELCOME_MS,
    });
  }

  #tellState(state: ConnectionState, code?: number): void {
    this.#listeners.emit("connection", { state, code });
  }

  #welcome({ seat, me, calls, now }: Welcome): void {
    if (now !== undefined) this.#serverLead = Date.parse(now) - Date.now();
    if (seat) {
      this.#secret = seat.nextSecret;
      this.#options.keepSecret(seat.nextSecret);
      this.#seat = seat;
    }
    this.#me = me;
    for (const call of calls) this.#put(call);
    for (const frame of this.#queue.waiting) this.#connection.send(frame);
  }

  #handle(frame: ServerFrame): void {
    switch (frame.type) {
      case "call":
        this.#put(frame.call);
        break;
      case "relay":
        this.#hear(frame);
        break;
      case "relay-kept":
        this.#queue.kept(frame.n);
        break;
      case "relay-gap":
        // A server that began anew counts from 1 again; what it still has comes after this frame.
        this.#relaySeen = 0;
        this.#relayListeners.emit("gap", undefined);
        break;
      case "ping":
        if (this.#book.differs(frame.calls)) this.#refresh();
    }
  }

  #refresh(): void {
    if (!this.#seat) return;
    this.#connection
      .request("calls.get", { call: this.#seat.call })
      .then(({ call }) => this.#put(call), ignore);
  }

  #put(call: Call): void {
    const previous = this.#book.calls.get(call.id);
    if (!this.#book.put(call) || call.id !== this.#seat?.call) return;
    this.#listeners.emit("callChanged", { call, previous });
  }

  #hear({ call, seq, from, body }: ServerFrame & { type: "relay" }): void {
    if (seq <= this.#relaySeen) return;
    this.#relaySeen = seq;
    this.#relayListeners.emit("message", { from, body });
    this.#connection.send({ type: "relay-seen", call, seq });
  }

  #send(body: unknown, to?: ParticipantId): void {
    if (!this.#seat) throw new CallError("not-allowed");
    this.#connection.send(this.#queue.add(this.#seat.call, body, to));
  }

  /** The window closes or is reloaded: the server need not wait for long. */
  #goAway(): void {
    this.#listeners.emit("leaving", undefined);
    this.#connection.send({ type: "bye" });
    this.#connection.stop();
  }
}

function ignore(): void {}
