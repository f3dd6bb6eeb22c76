import { CallError } from "@ringline/protocol";
import type { Clock } from "../clock.ts";
import type { RateLimits } from "../limits.ts";
import { TokenBuckets } from "../token-bucket.ts";

/** Counts who says hello or shows a new token, by person and by seat: each costs the store a look, and a seat's a write. (S69) */
export class Hellos {
  readonly #buckets: TokenBuckets;
  readonly #clock: Clock;

  constructor(limits: Pick<RateLimits, "hellosPerSecond" | "helloBurst">, clock: Clock) {
    this.#buckets = new TokenBuckets(limits.hellosPerSecond, limits.helloBurst);
    this.#clock = clock;
  }

  /** @throws {CallError} rate-limited */
  take(name: string): void {
    const retryAfterMs = this.#buckets.take(name, this.#clock.now());
    if (retryAfterMs > 0) throw new CallError("rate-limited", { retryAfterMs });
  }

  tidy(): void {
    this.#buckets.tidy(this.#clock.now());
  }
}
