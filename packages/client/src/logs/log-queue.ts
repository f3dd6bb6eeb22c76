import type { LogEntry } from "@ringline/protocol";
import { LOG_LIMITS } from "@ringline/protocol";

const MOST_ENTRIES = 500;
const MOST_CHARACTERS = 200_000;
/** A frame holds 64 KiB; a character is three bytes at most, for what is no pair. */
const BATCH_BYTES = 48_000;
const BYTES_PER_CHARACTER = 3;

interface Waiting {
  entry: LogEntry;
  characters: number;
}

/** Lines that wait to be handed over: bounded in number and size, the oldest dropped and counted. */
export class LogQueue {
  #waiting: Waiting[] = [];
  #characters = 0;
  #dropped = 0;

  get size(): number {
    return this.#waiting.length;
  }

  /** Lines that were dropped since this was asked last. */
  takeDropped(): number {
    const dropped = this.#dropped;
    this.#dropped = 0;
    return dropped;
  }

  noteDropped(count: number): void {
    this.#dropped += count;
  }

  add(entry: LogEntry): void {
    this.#put({ entry, characters: JSON.stringify(entry).length });
    while (this.#waiting.length > MOST_ENTRIES || this.#characters > MOST_CHARACTERS) {
      this.#characters -= this.#waiting.shift()?.characters ?? 0;
      this.#dropped += 1;
    }
  }

  /** The oldest, as many as one message holds. */
  takeBatch(): LogEntry[] {
    let bytes = 0;
    let count = 0;
    for (const { characters } of this.#waiting) {
      bytes += characters * BYTES_PER_CHARACTER;
      if (count === LOG_LIMITS.batch || (bytes > BATCH_BYTES && count > 0)) break;
      count += 1;
    }
    const taken = this.#waiting.splice(0, count);
    for (const { characters } of taken) this.#characters -= characters;
    return taken.map(({ entry }) => entry);
  }

  /** What could not be handed over takes its place again. */
  putBack(entries: readonly LogEntry[]): void {
    const all = [...entries, ...this.#waiting.map(({ entry }) => entry)];
    this.#waiting = [];
    this.#characters = 0;
    // Several batches may come back, in whatever order.
    for (const entry of all.sort((one, other) => one.n - other.n)) this.add(entry);
  }

  /** Only those that are wanted stay. */
  keep(isWanted: (entry: LogEntry) => boolean): void {
    const stay = this.#waiting.filter(({ entry }) => isWanted(entry));
    this.#waiting = [];
    this.#characters = 0;
    for (const one of stay) this.#put(one);
  }

  #put(one: Waiting): void {
    this.#waiting.push(one);
    this.#characters += one.characters;
  }
}
