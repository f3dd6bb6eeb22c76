import type { Millis } from "../calls/call-record.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** How long after each failed sending the next one follows: about three days in all. */
const DELAYS_MS: readonly number[] = [
  5 * SECOND,
  30 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
];
/** Up to this part of it is added, so that what failed together does not come back together. */
const JITTER = 0.2;
/** A receiver may ask for more patience, but not for ever. */
const MOST_PATIENCE_MS = 24 * HOUR;

/**
 * When to send again after so many sendings that failed; nothing when it is time to give up. `random` is between 0 and 1;
 * `retryAfterMs` is what the receiver asked for.
 */
export function nextTry(
  attempts: number,
  { now, random, retryAfterMs = 0 }: { now: Millis; random: number; retryAfterMs?: number },
): Millis | undefined {
  const delay = DELAYS_MS[attempts - 1];
  if (delay === undefined) return undefined;
  const own = delay * (1 + JITTER * random);
  return now + Math.round(Math.max(own, Math.min(retryAfterMs, MOST_PATIENCE_MS)));
}
