import type { Millis } from "./calls/call-record.ts";

interface Bucket {
  left: number;
  at: Millis;
}

/** A token bucket per name: refilled steadily, never above its burst. Full buckets are forgotten. */
export class TokenBuckets {
  readonly #buckets = new Map<string, Bucket>();
  readonly #perSecond: number;
  readonly #burst: number;

  constructor(perSecond: number, burst: number) {
    this.#perSecond = perSecond;
    this.#burst = burst;
  }

  /** Takes one, or so many at once; answers 0, or in how many milliseconds they are there again. */
  take(name: string, now: Millis, count = 1): number {
    const wait = this.wait(name, now, count);
    if (wait > 0 || count === 0) return wait;
    const bucket = this.#buckets.get(name);
    const left = bucket ? this.#leftIn(bucket, now) : this.#burst;
    if (bucket) Object.assign(bucket, { left: left - count, at: now });
    else this.#buckets.set(name, { left: left - count, at: now });
    return 0;
  }

  /** In how many milliseconds there are so many to take; takes none. */
  wait(name: string, now: Millis, count = 1): number {
    const bucket = this.#buckets.get(name);
    const left = bucket ? this.#leftIn(bucket, now) : this.#burst;
    return left < count ? Math.ceil(((count - left) / this.#perSecond) * 1_000) : 0;
  }

  tidy(now: Millis): void {
    for (const [name, bucket] of this.#buckets)
      if (this.#leftIn(bucket, now) >= this.#burst) this.#buckets.delete(name);
  }

  #leftIn({ left, at }: Bucket, now: Millis): number {
    return Math.min(this.#burst, left + ((now - at) / 1_000) * this.#perSecond);
  }
}
