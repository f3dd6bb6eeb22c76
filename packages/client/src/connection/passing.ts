import type { CallError, ErrorCode } from "@ringline/protocol";

/** Refusals that are over soon: too many requests, or a server that stops or whose database is away or full. */
const PASSING: ReadonlySet<ErrorCode | undefined> = new Set([
  "rate-limited",
  "ring-limit",
  "draining",
  "storage-unavailable",
  "policy-unavailable",
  "storage-full",
]);
const PAUSE_MS = 1_000;
/** Never sooner, whatever the server says. */
const LEAST_MS = 100;

/**
 * How long to wait before asking again, of a refusal that passes; nothing of any other. Milliseconds. By its code alone: where
 * this is loaded later, errors are of the first script's class, which knows no status.
 */
export function pauseAfter(error: unknown): number | undefined {
  const { code, details } = error as Partial<CallError>;
  if (!PASSING.has(code)) return undefined;
  return Math.max(details?.retryAfterMs ?? PAUSE_MS, LEAST_MS);
}
