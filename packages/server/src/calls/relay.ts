import type { CallId, ParticipantId } from "@ringline/protocol";
import type { Hints } from "../hints/hints.ts";
import type { Logger } from "../logs/logger.ts";
import type { Awaitable, RelayLog, RelayMessage } from "../store/relay-log.ts";
import type { CallRecord, ParticipantRecord } from "./call-record.ts";
import type { KnownCalls } from "./known-calls.ts";

/** As whom the server half of a call's connector sends and hears. */
export const CONNECTOR = "connector";

/** Higher than any message's number, as the tables of the log have them. */
const HIGHEST = 2_147_483_647;

/** A seat's socket as the relay knows it. */
export interface RelaySeat {
  readonly call: CallId;
  readonly participant: ParticipantId;
  readonly epoch: number;
  /** The sending document. */
  readonly page: string;
  /** Everything up to this number was sent to it, or was not for it. */
  head: number;
  /** What its own participant says comes, too: it listens beside the seat. */
  readonly hearsOwn?: true;
  tellRelay(frame: string): void;
  tellGap(): void;
}

export interface Outgoing {
  n: number;
  to?: ParticipantId;
  /** JSON text, made once. */
  body: string;
}

export interface RelayOptions {
  log: RelayLog;
  known: KnownCalls;
  hints: Hints;
  logger: Logger;
  /** This server process, as seats name it; absent where there is no other. */
  node?: string;
  /** Whether devices may listen to this call: those of other processes are not known here. */
  isOpen(call: CallRecord): boolean;
}

/** Passes messages between the seats of an active call, unread, in the order of the call's log. @see SPEC RELAY */
export class Relay {
  readonly #options: RelayOptions;
  readonly #seats = new Map<CallId, Set<RelaySeat>>();
  /** Seats that are being served, and whether somebody asked for more meanwhile. */
  readonly #pulling = new Map<RelaySeat, { isAskedAgain: boolean }>();
  /** Seats for which the log could not be read. */
  readonly #behind = new Set<RelaySeat>();
  /** Which document had a seat last, of each call that had a seat here: those calls may have a log. */
  readonly #pages = new Map<CallId, Map<ParticipantId, string>>();

  constructor(options: RelayOptions) {
    this.#options = options;
    options.known.onNews((call) => {
      if (call.phase === "ended") this.#forget(call.id);
    });
  }

  /**
   * From now on the seat gets what comes after its `head`, beginning with what is kept. A document that is not the one that
   * had the seat before begins at the end of the log, with a gap: what was said to the other one is not for it.
   */
  async add(seat: RelaySeat): Promise<void> {
    const seats = this.#seats.get(seat.call);
    if (seats) seats.add(seat);
    else this.#seats.set(seat.call, new Set([seat]));
    if (!seat.hearsOwn && this.#isNewDocument(seat)) await this.#beginAtEnd(seat);
    await this.#pull(seat);
  }

  remove(seat: RelaySeat): void {
    const seats = this.#seats.get(seat.call);
    seats?.delete(seat);
    if (seats?.size === 0) this.#seats.delete(seat.call);
    this.#behind.delete(seat);
  }

  /** Whether this seat may send now: it holds its place in an active call. */
  mayUse(seat: RelaySeat): boolean {
    const call = this.#options.known.get(seat.call);
    if (call?.phase !== "active") return false;
    const own = call.participants.find(({ id }) => id === seat.participant);
    return own?.state === "joined" && own.seat?.epoch === seat.epoch;
  }

  /**
   * Keeps a message and passes it on, and answers its number; a repeated one has no second effect. At once where the log is
   * in memory, so that a busy call costs no promise per message.
   */
  send(
    seat: Pick<RelaySeat, "call" | "participant" | "page">,
    { n, to, body }: Outgoing,
  ): Awaitable<number | undefined> {
    const { call, participant: from, page } = seat;
    if (!this.#pages.has(call)) this.#pages.set(call, new Map());
    const kept = this.#options.log.append({ call, from, page, n, ...(to && { to }), body });
    if (kept instanceof Promise) return kept.then((message) => this.#passOn(call, message));
    return this.#passOn(call, kept);
  }

  /** The number of the newest message of this call; 0: there is none. */
  async head(call: CallId): Promise<number> {
    return (await this.#options.log.after(call, HIGHEST)).head;
  }

  /** Another process has messages for this call. */
  lookAt(call: CallId): void {
    for (const seat of this.#seats.get(call) ?? []) void this.#pull(seat);
  }

  /** Once a second: a hint may have been lost, or the log was away. */
  lookAgain(): void {
    for (const seat of this.#behind) void this.#pull(seat);
    for (const call of this.#seats.keys()) if (this.#isElsewhere(call)) this.lookAt(call);
  }

  /** Forgets calls whose end came to pass while a seat of theirs was being added, and what was written after it. */
  tidy(): void {
    for (const call of this.#pages.keys()) if (!this.#options.known.get(call)) this.#forget(call);
  }

  #passOn(call: CallId, message: RelayMessage | undefined): number | undefined {
    if (!message) return undefined;
    this.#pass(call, message);
    if (this.#isElsewhere(call)) this.#options.hints.publish({ type: "relay", call });
    return message.seq;
  }

  #pass(call: CallId, message: RelayMessage): void {
    const frame = frameOf(call, message);
    for (const seat of this.#seats.get(call) ?? []) {
      if (seat.head >= message.seq) continue;
      if (seat.head !== message.seq - 1 || this.#pulling.has(seat)) {
        void this.#pull(seat);
        continue;
      }
      seat.head = message.seq;
      if (!isFor(seat, message)) continue;
      seat.tellRelay(frame);
    }
  }

  #isNewDocument(seat: RelaySeat): boolean {
    const pages = this.#pages.get(seat.call) ?? new Map<ParticipantId, string>();
    const isSame = pages.get(seat.participant) === seat.page || seat.head > 0;
    this.#pages.set(seat.call, pages.set(seat.participant, seat.page));
    return !isSame && seat.epoch > 1;
  }

  async #beginAtEnd(seat: RelaySeat): Promise<void> {
    seat.head = await this.head(seat.call);
    if (seat.head > 0) seat.tellGap();
  }

  /** Sends what the log has after the seat's head. One at a time per seat; who asks meanwhile is served by the next round. */
  async #pull(seat: RelaySeat): Promise<void> {
    const running = this.#pulling.get(seat);
    if (running) {
      running.isAskedAgain = true;
      return;
    }
    const own = { isAskedAgain: true };
    this.#pulling.set(seat, own);
    this.#behind.delete(seat);
    try {
      await this.#pullAll(seat, own);
    } catch (error) {
      const line = { err: error, callId: seat.call };
      this.#options.logger.warn(line, "the relay log could not be read; tried again in a second");
      if (this.#seats.get(seat.call)?.has(seat)) this.#behind.add(seat);
    } finally {
      this.#pulling.delete(seat);
    }
  }

  async #pullAll(seat: RelaySeat, own: { isAskedAgain: boolean }): Promise<void> {
    while (own.isAskedAgain) {
      own.isAskedAgain = false;
      const before = seat.head;
      await this.#pullOnce(seat);
      if (seat.head !== before) own.isAskedAgain = true;
    }
  }

  async #pullOnce(seat: RelaySeat): Promise<void> {
    const { call, head } = seat;
    const found = await this.#options.log.after(call, head);
    if (found.gap) seat.tellGap();
    for (const message of found.messages)
      if (isFor(seat, message)) seat.tellRelay(frameOf(call, message));
    // After a restart the log begins anew: a gap, and a smaller head.
    seat.head = found.gap ? found.head : Math.max(head, found.head);
  }

  /** The seats may be gone long before the call is over: the log goes with the call. */
  #forget(call: CallId): void {
    if (this.#pages.delete(call)) void this.#drop(call);
  }

  async #drop(call: CallId): Promise<void> {
    try {
      await this.#options.log.drop(call);
    } catch (error) {
      this.#options.logger.warn({ err: error, callId: call }, "a relay log could not be dropped");
    }
  }

  /** Whether another process holds a seat of this call, or a device that may listen. */
  #isElsewhere(id: CallId): boolean {
    const { known, node, isOpen } = this.#options;
    const call = node === undefined ? undefined : known.get(id);
    if (!call) return false;
    return isOpen(call) || call.participants.some((one) => isHeldElsewhere(one, node));
  }
}

function isHeldElsewhere({ seat }: ParticipantRecord, node: string | undefined): boolean {
  return seat?.node !== undefined && seat.node !== node;
}

function isFor(seat: RelaySeat, { from, to }: RelayMessage): boolean {
  if (from === seat.participant && !seat.hearsOwn) return to === from;
  return to === undefined || to === seat.participant || from === seat.participant;
}

/** The ids need no escaping: the server made them. */
function frameOf(call: CallId, { from, seq, body }: RelayMessage): string {
  return `{"type":"relay","call":"${call}","from":"${from}","seq":${seq},"body":${body}}`;
}
