import {
  CallError,
  type CallId,
  type CloseName,
  LIMITS,
  type ParticipantId,
  type Person,
  type PersonId,
  TIMES,
} from "@ringline/protocol";
import type { SeatAsker } from "../auth/asker.ts";
import type { Millis } from "../calls/call-record.ts";
import type { CallWatcher } from "../calls/delivery.ts";
import type { Outgoing, RelaySeat } from "../calls/relay.ts";
import type { Awaitable } from "../store/relay-log.ts";
import type { Connection, Session } from "./connection.ts";
import type { GatewayParts } from "./gateway-parts.ts";
import { Inflow } from "./inflow.ts";
import { isRelaySeen, readRelayFrame } from "./relay-frame.ts";
import { noteMalformed, parseFrame, refuse, runRequest } from "./requests.ts";

/** So many messages are acknowledged at the latest; fewer, four times a second. */
const KEPT_AT_ONCE = 64;
/** What pages say of others' media is looked at this often. */
const FLOWS_APART_MS = TIMES.flowingMs / 2;
/** What a relay frame has beside its body. */
const ENVELOPE_BYTES = 256;
/** A page whose part in the call is over has so long to read its answer and the end, and goes by itself before. */
const PARTING_MS = 4_000;

interface SeatPlace {
  call: CallId;
  participant: ParticipantId;
  person: Person;
  seatedAt: Millis;
  epoch: number;
  page: string;
  relaySeen: number;
}

/** A call page's socket after its welcome: bound to one seat in one call. */
export class SeatSession implements Session, CallWatcher, RelaySeat {
  readonly connection: Connection;
  readonly asker: SeatAsker;
  readonly onlyCall: CallId;
  told?: Map<CallId, number>;
  readonly page: string;
  /** When its person came into the call, the last time. */
  readonly seatedAt: Millis;
  head: number;
  readonly #parts: GatewayParts;
  /** The newest own message that is kept, and that the page knows to be kept. */
  #keptN = 0;
  #ackedN = 0;
  /** Messages that the log is still writing, in order. */
  #writing: Promise<void> | undefined;
  /** One was not kept: what came after it is not kept either, or the page could not send them again in their order. */
  #hasFailed = false;
  readonly #inflow: Inflow;
  #isClosed = false;
  #flowsHeardAt = Number.NEGATIVE_INFINITY;
  /** Since when its part in the call is over. */
  #partedAt: Millis | undefined;

  constructor(connection: Connection, place: SeatPlace, parts: GatewayParts) {
    const { call, participant, person, seatedAt, epoch, page, relaySeen } = place;
    this.connection = connection;
    this.#parts = parts;
    this.asker = { kind: "seat", person, call, participant, epoch };
    this.onlyCall = call;
    this.page = page;
    this.seatedAt = seatedAt;
    this.head = relaySeen;
    this.#inflow = new Inflow(parts.limits.relayBytesPerSecond);
  }

  get person(): PersonId {
    return this.asker.person.id;
  }

  get call(): CallId {
    return this.onlyCall;
  }

  get participant(): ParticipantId {
    return this.asker.participant;
  }

  get hasParted(): boolean {
    return this.#partedAt !== undefined;
  }

  get epoch(): number {
    return this.asker.epoch;
  }

  receive(frame: Record<string, unknown>, bytes: number): void {
    if (frame.type === "relay") this.#relay(frame, bytes);
    else if (!isRelaySeen(frame, this.call)) this.#receiveOther(frame);
  }

  pingFrame(): string {
    return JSON.stringify({ type: "ping", calls: this.#parts.delivery.revisionsFor(this) });
  }

  tick(now: Millis): CloseName | undefined {
    this.#acknowledge();
    if (this.#inflow.hasRoom(now)) this.connection.resume();
    if (this.#partedAt === undefined || now - this.#partedAt < PARTING_MS) return undefined;
    return "session-expired";
  }

  /** Its part in the call is over: it hears nothing more of what is said there, and its socket ends soon. */
  partWithCall(): void {
    this.#partedAt ??= this.#parts.clock.now();
    this.#parts.relay.remove(this);
  }

  canTake(): boolean {
    return !this.connection.isCongested;
  }

  tell(frame: string): void {
    this.connection.send(frame);
  }

  /** A read of the log may be under way when its part ends. */
  tellRelay(frame: string): void {
    if (this.#partedAt === undefined) this.connection.send(frame);
  }

  tellGap(): void {
    if (this.#partedAt === undefined)
      this.connection.sendFrame({ type: "relay-gap", call: this.call });
  }

  flows(): void {
    this.#parts.delivery.catchUp(this);
  }

  ended(aliveAt: Millis): void {
    const { delivery, relay, seats, clock, times } = this.#parts;
    delivery.remove(this);
    relay.remove(this);
    this.#parts.seatSockets.remove(this);
    const silent = clock.now() - aliveAt >= times.pongMs;
    const { call, participant, epoch } = this;
    void seats.lose({ call, participant, epoch, closed: this.#isClosed, silent });
  }

  #receiveOther(frame: Record<string, unknown>): void {
    const desk = { connection: this.connection, parts: this.#parts };
    const known = parseFrame(frame, desk);
    switch (known?.type) {
      case "request":
        void runRequest(known, this.asker, desk);
        break;
      case "bye":
        this.#isClosed = true;
        break;
      case "media-flows":
        if (known.call === this.call) this.#keepOthers(known.from);
        break;
      case "token":
        refuse(new CallError("not-allowed"), desk);
    }
  }

  /** Told more often, it says no more. */
  #keepOthers(from: readonly ParticipantId[]): void {
    const { seats, clock, logger } = this.#parts;
    if (clock.now() < this.#flowsHeardAt + FLOWS_APART_MS) return;
    this.#flowsHeardAt = clock.now();
    const { call, participant, epoch } = this;
    seats.keep({ call, participant, epoch, from }).catch((error: unknown) => {
      logger.warn({ err: error, callId: call }, "that media flows was not written");
    });
  }

  /** The hot path: checked by hand, parsed once, made into text once. */
  #relay(frame: Record<string, unknown>, bytes: number): void {
    const { connection } = this;
    const desk = { connection, parts: this.#parts };
    const message = readRelayFrame(frame, this.call);
    if (!message) {
      refuse(new CallError("invalid-input", { detail: "relay" }), desk);
      noteMalformed(desk);
    } else if (bytes > LIMITS.relayBodyBytes + ENVELOPE_BYTES) {
      refuse(new CallError("too-big", { detail: "relay" }), desk);
    } else if (!this.#parts.relay.mayUse(this)) {
      refuse(new CallError("not-allowed", { detail: "relay" }), desk);
    } else {
      this.#send(message, bytes);
    }
  }

  /** Faster than the log writes, or than the pace of a seat, nothing is read. */
  #send(message: Outgoing, bytes: number): void {
    const { relay, clock } = this.#parts;
    this.#inflow.came(bytes, clock.now());
    const kept =
      this.#writing !== undefined
        ? this.#writing.then(() => (this.#hasFailed ? undefined : relay.send(this, message)))
        : this.#sendNow(message);
    if (kept instanceof Promise) this.#await(kept, { n: message.n, bytes });
    else this.#kept(message.n, bytes);
    if (!this.#inflow.hasRoom(clock.now())) this.connection.pause();
  }

  #sendNow(message: Outgoing): Awaitable<unknown> {
    try {
      return this.#parts.relay.send(this, message);
    } catch (error) {
      return Promise.reject(error);
    }
  }

  #await(kept: Promise<unknown>, { n, bytes }: { n: number; bytes: number }): void {
    const writing: Promise<void> = kept.then(
      () => {
        this.#kept(n, bytes);
        if (this.#writing === writing) this.#writing = undefined;
        if (this.#inflow.hasRoom(this.#parts.clock.now())) this.connection.resume();
      },
      (error: unknown) => this.#fail(error),
    );
    this.#writing = writing;
  }

  /** What was not kept is sent again by the page when it comes back. */
  #fail(error: unknown): void {
    this.#hasFailed = true;
    this.#parts.logger.warn({ err: error, callId: this.call }, "a relay message was not kept");
    this.connection.close("drain");
  }

  #kept(n: number, bytes: number): void {
    this.#inflow.kept(bytes);
    if (this.#hasFailed) return;
    this.#keptN = Math.max(this.#keptN, n);
    if (this.#keptN - this.#ackedN >= KEPT_AT_ONCE) this.#acknowledge();
  }

  #acknowledge(): void {
    if (this.#keptN === this.#ackedN) return;
    this.#ackedN = this.#keptN;
    this.connection.sendFrame({ type: "relay-kept", call: this.call, n: this.#keptN });
  }
}

/** The seat sockets of this person in this process. */
export function seatsOf(person: PersonId, { delivery }: GatewayParts): SeatSession[] {
  return delivery.watchersOf(person).filter((watcher) => watcher instanceof SeatSession);
}
