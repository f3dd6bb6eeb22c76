import { CallError, type PersonId } from "@ringline/protocol";
import type { Millis } from "../calls/call-record.ts";
import type { Clock } from "../clock.ts";
import type { RateLimits } from "../limits.ts";
import { TokenBuckets } from "../token-bucket.ts";

const SECONDS_PER_MINUTE = 60;
/** Whom somebody asked about is remembered for so long after their last question: longer than a bucket takes to fill. */
const REMEMBERED_MS = 3_600_000;
/** Of each asker so many names are remembered, the newest. */
const MOST_REMEMBERED = 2_000;

interface Asked {
  /** Numbers made of the names: a few bytes each. Two that share one are two for the price of one. */
  names: Set<number>;
  at: Millis;
}

/**
 * Counts about whom each person asks for the first time, so that nobody finds out by trying who there is: known and unknown
 * names cost the same, and names asked about before nothing. (S57)
 */
export class Lookups {
  readonly #clock: Clock;
  readonly #asked = new Map<PersonId, Asked>();
  readonly #new: TokenBuckets;

  constructor(limits: Pick<RateLimits, "newPeoplePerMinute" | "newPeopleBurst">, clock: Clock) {
    this.#clock = clock;
    this.#new = new TokenBuckets(
      limits.newPeoplePerMinute / SECONDS_PER_MINUTE,
      limits.newPeopleBurst,
    );
  }

  /** Lets somebody ask about these people, or about none of them. @throws {CallError} rate-limited */
  take(asker: PersonId, people: Iterable<PersonId>): void {
    const now = this.#clock.now();
    const asked = this.#asked.get(asker) ?? { names: new Set<number>(), at: now };
    const names = new Set(Array.from(people, numberOf));
    const retryAfterMs = this.#new.take(asker, now, countNew(names, asked.names));
    if (retryAfterMs > 0) throw new CallError("rate-limited", { retryAfterMs });
    this.#asked.set(asker, asked);
    asked.at = now;
    for (const name of names) asked.names.add(name);
    for (const oldest of asked.names) {
      if (asked.names.size <= MOST_REMEMBERED) break;
      asked.names.delete(oldest);
    }
  }

  tidy(): void {
    const now = this.#clock.now();
    this.#new.tidy(now);
    for (const [asker, { at }] of this.#asked)
      if (at <= now - REMEMBERED_MS) this.#asked.delete(asker);
  }
}

function countNew(names: ReadonlySet<number>, asked: ReadonlySet<number>): number {
  let count = 0;
  for (const name of names) if (!asked.has(name)) count += 1;
  return count;
}

/** FNV-1a, in as many bits as an engine keeps without a box. */
function numberOf(name: PersonId): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < name.length; index += 1)
    hash = Math.imul(hash ^ name.charCodeAt(index), 0x01000193);
  return hash & 0x3fffffff;
}
