import { type CallId, LIMITS } from "@ringline/protocol";
import type { Millis } from "../calls/call-record.ts";
import type { Clock } from "../clock.ts";
import type { KeptMessages, RelayAppend, RelayLog, RelayMessage } from "./relay-log.ts";

/** So many documents of one call are told apart; who sent nothing for longest is forgotten first. */
const MOST_PAGES = 1_024;

interface KeptMessage {
  at: Millis;
  message: RelayMessage;
}

interface CallLog {
  head: number;
  /** Everything up to here is not kept any more. */
  floor: number;
  kept: KeptMessage[];
  /** The highest `n` of each page. */
  pages: Map<string, number>;
}

/** The relay of one process. A restart empties it: whoever comes back with an older `seq` is told of a gap. */
export class MemoryRelayLog implements RelayLog {
  readonly #clock: Clock;
  readonly #calls = new Map<CallId, CallLog>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  append({ call, from, page, n, to, body }: RelayAppend): RelayMessage | undefined {
    const log = this.#logOf(call);
    if (n <= (log.pages.get(page) ?? 0)) return undefined;
    log.pages.delete(page);
    log.pages.set(page, n);
    if (log.pages.size > MOST_PAGES) forgetOldest(log.pages);
    log.head += 1;
    const now = this.#clock.now();
    const message: RelayMessage = { seq: log.head, from, body };
    if (to !== undefined) message.to = to;
    log.kept.push({ at: now, message });
    trim(log, now);
    return message;
  }

  after(call: CallId, seq: number): KeptMessages {
    const log = this.#calls.get(call);
    if (!log) return { messages: [], gap: seq > 0, head: 0 };
    trim(log, this.#clock.now());
    const messages: RelayMessage[] = [];
    for (const { message } of log.kept) if (message.seq > seq) messages.push(message);
    return { messages, gap: seq < log.floor || seq > log.head, head: log.head };
  }

  drop(call: CallId): void {
    this.#calls.delete(call);
  }

  #logOf(call: CallId): CallLog {
    let log = this.#calls.get(call);
    if (!log) {
      log = { head: 0, floor: 0, kept: [], pages: new Map() };
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
  let past = Math.max(0, kept.length - LIMITS.relayKept);
  for (let first = kept[past]; first && first.at <= now - LIMITS.relayKeptMs; first = kept[past])
    past += 1;
  if (past === 0) return;
  log.floor = kept[past - 1]?.message.seq ?? log.floor;
  kept.splice(0, past);
}
