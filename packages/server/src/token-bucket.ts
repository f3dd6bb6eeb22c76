import type { Millis } from "./calls/call-record.ts";

/** A token bucket per name: refilled steadily, never above its burst. Full buckets are forgotten. */
export class TokenBuckets {
  /** When each bucket is full again: one number for each says all. */
  readonly #fullAt = new Map<string, Millis>();
  readonly #msPerToken: number;
  readonly #burst: number;

  constructor(perSecond: number, burst: number) {
    this.#msPerToken = 1_000 / perSecond;
    this.#burst = burst;
  }

  /** Takes one, or so many at once; answers 0, or in how many milliseconds they are there again. */
  take(name: string, now: Millis, count = 1): number {
    const wait = this.wait(name, now, count);
    if (wait > 0 || count === 0) return wait;
    this.#fullAt.set(name, now + this.#emptyMs(name, now) + count * this.#msPerToken);
    return 0;
  }

  /** In how many milliseconds there are so many to take; takes none. A part of a millisecond counts as nothing. */
  wait(name: string, now: Millis, count = 1): number {
    const missingMs = this.#emptyMs(name, now) + (count - this.#burst) * this.#msPerToken;
    return Math.max(0, Math.floor(missingMs));
  }

  tidy(now: Millis): void {
    for (const [name, fullAt] of this.#fullAt) if (fullAt <= now) this.#fullAt.delete(name);
  }

  /** How long it takes to fill what is empty of it. */
  #emptyMs(name: string, now: Millis): number {
    return Math.max(0, (this.#fullAt.get(name) ?? now) - now);
  }
}
