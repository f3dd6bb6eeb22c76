import type { Millis } from "../calls/call-record.ts";
import type { Clock } from "../clock.ts";

interface Timer {
  at: Millis;
  everyMs?: number;
  run(): void;
}

/** A clock that stands still until a test turns it. */
export class HandTurnedClock implements Clock {
  #now: Millis;
  readonly #timers = new Set<Timer>();

  /** Starts on 1 January 2027. */
  constructor(start: Millis = Date.UTC(2027, 0, 1)) {
    this.#now = start;
  }

  now(): Millis {
    return this.#now;
  }

  after(ms: number, run: () => void): () => void {
    return this.#add({ at: this.#now + ms, run });
  }

  every(ms: number, run: () => void): () => void {
    return this.#add({ at: this.#now + ms, everyMs: ms, run });
  }

  /** Turns by `ms`: each timer on the way runs at its time, in order; between them, what they began may go on. */
  async turn(ms: number): Promise<void> {
    const end = this.#now + ms;
    for (let timer = this.#first(end); timer; timer = this.#first(end)) {
      this.#now = Math.max(this.#now, timer.at);
      if (timer.everyMs === undefined) this.#timers.delete(timer);
      else timer.at += timer.everyMs;
      timer.run();
      await othersRan();
    }
    this.#now = end;
    await othersRan();
  }

  #add(timer: Timer): () => void {
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  #first(end: Millis): Timer | undefined {
    let first: Timer | undefined;
    for (const timer of this.#timers)
      if (timer.at <= end && (!first || timer.at < first.at)) first = timer;
    return first;
  }
}

/** Lets everything run that waits for no clock: a transaction of the store takes one turn of the event loop. */
async function othersRan(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
