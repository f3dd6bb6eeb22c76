import type { CloseName } from "@ringline/protocol";
import type { Clock } from "../clock.ts";
import type { RateLimits } from "../limits.ts";
import { TokenBuckets } from "../token-bucket.ts";

const SECONDS_PER_MINUTE = 60;
/** When there are too many strangers, they are told to come back after this time. */
const CROWDED_MS = 5_000;
/** How a hello ends that somebody may have guessed; one that ran out or was revoked had been good. */
const GUESSES: ReadonlySet<CloseName> = new Set([
  "invalid-token",
  "session-expired",
  "protocol-error",
]);

interface Address {
  /** Sockets that are not welcomed yet. */
  strangers: number;
  welcomed: number;
}

/**
 * Counts by address who stands at the door. An address from which many people come has room for as many strangers more as it
 * has people signed in, so that after a restart a whole company comes back at a growing pace. (S4, S21)
 */
export class Doorkeeper {
  readonly #limits: RateLimits;
  readonly #clock: Clock;
  readonly #addresses = new Map<string, Address>();
  /** Hellos that were not taken; those that are cost nothing. */
  readonly #failures: TokenBuckets;

  constructor(limits: RateLimits, clock: Clock) {
    this.#limits = limits;
    this.#clock = clock;
    const perMinute = limits.failedHellosPerMinute;
    this.#failures = new TokenBuckets(perMinute / SECONDS_PER_MINUTE, perMinute);
  }

  /** 0, or in how many milliseconds one more socket of this address may come in. */
  waitMs(address: string): number {
    const { strangers, welcomed } = this.#addresses.get(address) ?? { strangers: 0, welcomed: 0 };
    if (strangers >= this.#limits.strangersPerAddress + welcomed) return CROWDED_MS;
    return this.#failures.wait(address, this.#clock.now());
  }

  came(address: string): void {
    this.#count(address, { strangers: 1, welcomed: 0 });
  }

  welcomed(address: string): void {
    this.#count(address, { strangers: -1, welcomed: 1 });
  }

  refused(address: string, how: CloseName): void {
    if (GUESSES.has(how)) this.#failures.take(address, this.#clock.now());
  }

  left(address: string, isStranger: boolean): void {
    this.#count(
      address,
      isStranger ? { strangers: -1, welcomed: 0 } : { strangers: 0, welcomed: -1 },
    );
  }

  tidy(): void {
    this.#failures.tidy(this.#clock.now());
  }

  #count(address: string, change: Address): void {
    const { strangers, welcomed } = this.#addresses.get(address) ?? { strangers: 0, welcomed: 0 };
    const after = { strangers: strangers + change.strangers, welcomed: welcomed + change.welcomed };
    if (after.strangers > 0 || after.welcomed > 0) this.#addresses.set(address, after);
    else this.#addresses.delete(address);
  }
}
