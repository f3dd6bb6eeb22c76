import type { Millis } from "../calls/call-record.ts";

/** So much of one seat may wait for a slow log. */
const MOST_WAITING_BYTES = 1_048_576;
/** So many seconds' worth of messages may come at once. */
const BURST_SECONDS = 4;

/** What one seat says, weighed: how much the log still writes, and how much came lately. Plain numbers: one for each seat. */
export class Inflow {
  readonly #bytesPerSecond: number;
  #waiting = 0;
  /** Leaks away steadily. */
  #lately = 0;
  #at: Millis = 0;

  constructor(bytesPerSecond: number) {
    this.#bytesPerSecond = bytesPerSecond;
  }

  came(bytes: number, now: Millis): void {
    this.#leak(now);
    this.#lately += bytes;
    this.#waiting += bytes;
  }

  kept(bytes: number): void {
    this.#waiting -= bytes;
  }

  /** Whether more may be read from the seat's socket now. */
  hasRoom(now: Millis): boolean {
    this.#leak(now);
    const isSlow = this.#lately <= BURST_SECONDS * this.#bytesPerSecond;
    return isSlow && this.#waiting <= MOST_WAITING_BYTES;
  }

  #leak(now: Millis): void {
    const leaked = ((now - this.#at) / 1_000) * this.#bytesPerSecond;
    this.#lately = Math.max(0, this.#lately - leaked);
    this.#at = now;
  }
}
