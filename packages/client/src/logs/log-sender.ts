import type { LogEntry, Result } from "@ringline/protocol";
import { LogQueue } from "./log-queue.ts";
import { isCallError } from "./log-text.ts";
import type { LogLink } from "./logs.ts";

/** Lines wait this long for others. */
const GATHER_MS = 2_000;
/** An error that was shown goes at once, but not more often than this. */
const URGENT_MS = 1_000;
/** After a failure, and before the switch is asked again without a line. */
const RETRY_MS = 10_000;
const LOOK_MS = 60_000;

interface Batch {
  entries: LogEntry[];
  /** Lines that were lost since the batch before. */
  dropped: number;
}

/** Hands lines over in batches, one at a time; what is not wanted never leaves. Never throws. */
export class LogSender {
  readonly #link: LogLink;
  readonly #queue = new LogQueue();
  /** Names of the loggers that are on; unknown until the server has answered once. */
  #wanted: ReadonlySet<string> | undefined;
  #isSending = false;
  #isClosed = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #dueAt = Number.POSITIVE_INFINITY;
  #notBefore = 0;
  #sentAt = Number.NEGATIVE_INFINITY;

  constructor(link: LogLink) {
    this.#link = link;
    this.#plan(GATHER_MS);
  }

  add(entry: LogEntry): void {
    if (this.#isClosed || !this.#isWanted(entry)) return;
    this.#queue.add(entry);
    if (entry.reference === undefined) this.#plan(GATHER_MS);
    else if (performance.now() - this.#sentAt >= URGENT_MS && !this.#isSending) this.flush();
    else this.#plan(URGENT_MS);
  }

  noteDropped(count: number): void {
    if (this.#wanted?.size !== 0) this.#queue.noteDropped(count);
  }

  /** Hands over what there is, also while another batch is under way: the page may go. */
  flush(): void {
    if (performance.now() < this.#notBefore) this.#plan(GATHER_MS);
    else while (this.#queue.size > 0) void this.#send();
  }

  /** The page goes: hands over what there is, of which no answer is awaited and nothing is tried again. */
  leave(): void {
    // Without a connection nothing leaves; what waits is told if the page comes back.
    if (this.#link.state !== "connected") return;
    while (this.#queue.size > 0) this.#request(this.#takeBatch(), 0).catch(() => {});
  }

  /** Asks whose lines are wanted, and hands over what waits. */
  look(): void {
    this.#notBefore = 0;
    this.#plan(0);
  }

  close(): void {
    this.flush();
    this.#isClosed = true;
    clearTimeout(this.#timer);
  }

  #isWanted({ provider = "ringline", reference }: LogEntry): boolean {
    return reference !== undefined || (this.#wanted?.has(provider) ?? true);
  }

  /** The earlier of two times counts. */
  #plan(ms: number): void {
    const dueAt = Math.max(performance.now() + ms, this.#notBefore);
    if (this.#isClosed || dueAt >= this.#dueAt) return;
    this.#dueAt = dueAt;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#due(), dueAt - performance.now());
  }

  #due(): void {
    this.#dueAt = Number.POSITIVE_INFINITY;
    if (this.#isSending) this.#plan(GATHER_MS);
    else void this.#send();
  }

  async #send(): Promise<void> {
    this.#isSending = true;
    const batch = this.#takeBatch();
    if (batch.entries.length > 0) this.#sentAt = performance.now();
    try {
      const { wanted, retryAfterMs = 0 } = await this.#request(batch);
      this.#wanted = new Set(wanted);
      this.#queue.keep((entry) => this.#isWanted(entry));
      this.#rest(retryAfterMs);
    } catch (error) {
      this.#fail(error, batch);
    } finally {
      this.#isSending = false;
      this.#plan(this.#queue.size > 0 ? GATHER_MS : LOOK_MS);
    }
  }

  #takeBatch(): Batch {
    return { entries: this.#queue.takeBatch(), dropped: this.#queue.takeDropped() };
  }

  #request({ entries, dropped }: Batch, patienceMs?: number): Promise<Result<"logs.write">> {
    const sentAt = new Date().toISOString();
    const input = { sentAt, entries, ...(dropped > 0 && { dropped }) };
    return this.#link.request("logs.write", input, patienceMs);
  }

  /** What the server refuses for good is gone; everything else is tried again. */
  #fail(error: unknown, { entries, dropped }: Batch): void {
    const { status, details } = isCallError(error) ? error : { status: 0, details: {} };
    const isForGood = status >= 400 && status < 500 && status !== 429;
    this.#queue.noteDropped(dropped + (isForGood ? entries.length : 0));
    if (!isForGood) this.#queue.putBack(entries);
    this.#rest(("retryAfterMs" in details && details.retryAfterMs) || RETRY_MS);
  }

  #rest(ms: number): void {
    this.#notBefore = ms > 0 ? performance.now() + ms : 0;
  }
}
