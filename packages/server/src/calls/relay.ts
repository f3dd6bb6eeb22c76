import type { CallId, ParticipantId } from "@ringline/protocol";
import type { Hints } from "../hints/hints.ts";
import type { Logger } from "../logs/logger.ts";
import type { Awaitable, KeptMessages, RelayLog, RelayMessage } from "../store/relay-log.ts";
import type { CallRecord, ParticipantRecord } from "./call-record.ts";
import type { KnownCalls } from "./known-calls.ts";

/** As whom the server half of a call's connector sends and hears. */
export const CONNECTOR = "connector";

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
  /** Seats whose place in the log is looked up; they hear nothing yet. */
  readonly #coming = new Set<RelaySeat>();
  /** Calls whose log is being read, and whether somebody asked for more meanwhile. */
  readonly #pulling = new Map<CallId, { isAskedAgain: boolean }>();
  /** Calls whose log could not be read. */
  readonly #behind = new Set<CallId>();
  /** The last message under way of each document: one after the other, or the older one would look like a repeated one. */
  readonly #sending = new Map<string, Promise<unknown>>();
  #isLooking = false;
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
   * @throws {CallError} storage-unavailable
   */
  async add(seat: RelaySeat): Promise<void> {
    if (!seat.hearsOwn && this.#isNewDocument(seat) && !(await this.#beginAtEnd(seat))) return;
    const seats = this.#seats.get(seat.call);
    if (seats) seats.add(seat);
    else this.#seats.set(seat.call, new Set([seat]));
    if (seat.head === 0 && !seat.hearsOwn && this.hasLost(seat.call)) seat.tellGap();
    await this.#pull(seat.call);
  }

  remove(seat: RelaySeat): void {
    this.#coming.delete(seat);
    const seats = this.#seats.get(seat.call);
    seats?.delete(seat);
    if (seats?.size !== 0) return;
    this.#seats.delete(seat.call);
    this.#behind.delete(seat.call);
  }

  /** Whether something may have been said in this call before the log began, which nobody can tell any more. */
  hasLost(id: CallId): boolean {
    const { log, known } = this.#options;
    const call = known.get(id);
    return log.beganAt !== undefined && call !== undefined && call.createdAt < log.beganAt;
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
    const isOld = this.hasLost(call);
    const message = { call, from, page, n, ...(to && { to }), body, isOld };
    const append = () => this.#options.log.append(message);
    const sender = `${call} ${page}`;
    const before = this.#sending.get(sender);
    const kept = before !== undefined ? before.then(append) : append();
    if (!(kept instanceof Promise)) return this.#passOn(call, kept);
    this.#keepOrder(sender, kept);
    return kept.then((message) => this.#passOn(call, message));
  }

  /** The number of the newest message of this call; 0: there is none. */
  async head(call: CallId): Promise<number> {
    return (await this.#options.log.heads([call])).get(call) ?? 0;
  }

  /** Another process has messages for this call. */
  lookAt(call: CallId): void {
    if (this.#seats.has(call)) void this.#pull(call);
  }

  /** Once a second: a hint may have been lost, or the log was away. One question for all calls. */
  async lookAgain(): Promise<void> {
    for (const call of this.#behind) void this.#pull(call);
    const calls = [...this.#seats.keys()].filter((call) => this.#isElsewhere(call));
    if (calls.length === 0 || this.#isLooking) return;
    this.#isLooking = true;
    try {
      const heads = await this.#options.log.heads(calls);
      for (const call of calls) {
        const newest = heads.get(call) ?? 0;
        if ([...(this.#seats.get(call) ?? [])].some(({ head }) => head !== newest))
          this.lookAt(call);
      }
    } catch (error) {
      this.#options.logger.debug({ err: error }, "the relay logs could not be looked at");
    } finally {
      this.#isLooking = false;
    }
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
      if (seat.head !== message.seq - 1 || this.#pulling.has(call)) {
        void this.#pull(call);
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

  /** Answers whether the seat is still there. */
  async #beginAtEnd(seat: RelaySeat): Promise<boolean> {
    this.#coming.add(seat);
    try {
      seat.head = await this.head(seat.call);
    } catch (error) {
      this.#coming.delete(seat);
      throw error;
    }
    if (!this.#coming.delete(seat)) return false;
    if (seat.head > 0) seat.tellGap();
    return true;
  }

  /** Sends each seat what the log has after its head. One at a time per call; who asks meanwhile is served by the next round. */
  async #pull(call: CallId): Promise<void> {
    const running = this.#pulling.get(call);
    if (running) {
      running.isAskedAgain = true;
      return;
    }
    const own = { isAskedAgain: true };
    this.#pulling.set(call, own);
    this.#behind.delete(call);
    try {
      while (own.isAskedAgain) {
        own.isAskedAgain = false;
        await this.#pullOnce(call);
      }
    } catch (error) {
      const line = { err: error, callId: call };
      this.#options.logger.warn(line, "the relay log could not be read; tried again in a second");
      if (this.#seats.has(call)) this.#behind.add(call);
    } finally {
      this.#pulling.delete(call);
    }
  }

  /** One question for all seats that are at the same place, which are nearly always all. */
  async #pullOnce(call: CallId): Promise<void> {
    const places = Map.groupBy(this.#seats.get(call) ?? [], ({ head }) => head);
    for (const [head, seats] of places) {
      const found = await this.#options.log.after(call, head);
      for (const seat of seats) if (this.#seats.get(call)?.has(seat)) serve(seat, found);
    }
  }

  #keepOrder(sender: string, kept: Promise<unknown>): void {
    const settled = kept.then(ignore, ignore).then(() => {
      if (this.#sending.get(sender) === settled) this.#sending.delete(sender);
    });
    this.#sending.set(sender, settled);
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

function serve(seat: RelaySeat, found: KeptMessages): void {
  if (found.gap) seat.tellGap();
  for (const message of found.messages)
    if (isFor(seat, message)) seat.tellRelay(frameOf(seat.call, message));
  // After a restart the log begins anew: a gap, and another head.
  seat.head = found.gap ? found.head : Math.max(seat.head, found.head);
}

function ignore(): void {}

/** The ids need no escaping: the server made them. */
function frameOf(call: CallId, { from, seq, body }: RelayMessage): string {
  return `{"type":"relay","call":"${call}","from":"${from}","seq":${seq},"body":${body}}`;
}
