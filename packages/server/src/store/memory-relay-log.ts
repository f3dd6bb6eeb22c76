import { type CallId, LIMITS } from "@ringline/protocol";
import type { Millis } from "../calls/call-record.ts";
import type { Clock } from "../clock.ts";
import type { KeptMessages, RelayAppend, RelayLog, RelayMessage } from "./relay-log.ts";

/** So many documents of one call are told apart; who sent nothing for longest is forgotten first. */
const MOST_PAGES = 1_024;
/** More than a call can have in a millisecond, and few enough for whole numbers until the year 2255. */
const NUMBERS_PER_MS = 1_000;

interface KeptMessage {
  at: Millis;
  bytes: number;
  message: RelayMessage;
}

interface CallLog {
  head: number;
  /** The number before its first. */
  base: number;
  /** Everything up to here is not kept any more. */
  floor: number;
  kept: KeptMessage[];
  bytes: number;
  /** The highest `n` of each page. */
  pages: Map<string, number>;
}

/**
 * The relay of one process. A restart empties it, and the numbers of a call that is older go on above all that were there
 * before, for they begin with the time: whoever comes back with an older `seq` is told of a gap, however much was said since.
 */
export class MemoryRelayLog implements RelayLog {
  readonly beganAt: Millis;
  readonly #clock: Clock;
  readonly #calls = new Map<CallId, CallLog>();

  constructor(clock: Clock) {
    this.#clock = clock;
    this.beganAt = clock.now();
  }

  append({ call, from, page, n, to, body, isOld }: RelayAppend): RelayMessage | undefined {
    const log = this.#logOf(call, isOld ?? false);
    if (n <= (log.pages.get(page) ?? 0)) return undefined;
    log.pages.delete(page);
    log.pages.set(page, n);
    if (log.pages.size > MOST_PAGES) forgetOldest(log.pages);
    log.head += 1;
    const now = this.#clock.now();
    const message: RelayMessage = { seq: log.head, from, body };
    if (to !== undefined) message.to = to;
    const bytes = Buffer.byteLength(body);
    log.kept.push({ at: now, bytes, message });
    log.bytes += bytes;
    trim(log, now);
    return message;
  }

  after(call: CallId, seq: number): KeptMessages {
    const log = this.#calls.get(call);
    if (!log) return { messages: [], gap: seq > 0, head: 0 };
    trim(log, this.#clock.now());
    const messages: RelayMessage[] = [];
    for (const { message } of log.kept) if (message.seq > seq) messages.push(message);
    const hasAll = seq === 0 && log.floor === log.base;
    const gap = !hasAll && (seq < log.floor || seq > log.head);
    return { messages, gap, head: log.head };
  }

  heads(calls: readonly CallId[]): ReadonlyMap<CallId, number> {
    const heads = new Map<CallId, number>();
    for (const call of calls) {
      const log = this.#calls.get(call);
      if (log) heads.set(call, log.head);
    }
    return heads;
  }

  drop(call: CallId): void {
    this.#calls.delete(call);
  }

  /** Lets go what is too old, of calls that say nothing any more too. */
  tidy(): void {
    for (const log of this.#calls.values()) trim(log, this.#clock.now());
  }

  #logOf(call: CallId, isOld: boolean): CallLog {
    let log = this.#calls.get(call);
    if (!log) {
      const base = isOld ? Math.floor(this.beganAt) * NUMBERS_PER_MS : 0;
      log = { head: base, base, floor: base, kept: [], bytes: 0, pages: new Map() };
      this.#calls.set(call, log);
    }
    return log;
  }
}

function forgetOldest(pages: Map<string, number>): void {
  for (const page of pages.keys()) {
    pages.delete(page);
    return;
  }
}

function trim(log: CallLog, now: Millis): void {
  const { kept } = log;
  const most = Math.max(0, kept.length - LIMITS.relayKept);
  let past = 0;
  for (let first = kept[0]; first; first = kept[past]) {
    const isOld = first.at <= now - LIMITS.relayKeptMs;
    if (past >= most && !isOld && log.bytes <= LIMITS.relayKeptBytes) break;
    log.bytes -= first.bytes;
    past += 1;
  }
  if (past === 0) return;
  log.floor = kept[past - 1]?.message.seq ?? log.floor;
  kept.splice(0, past);
}
