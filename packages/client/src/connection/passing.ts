import { CallError } from "@ringline/protocol";

/** Refusals that are over soon: too many requests, or a server whose database is away or full. */
const PASSING = [429, 503, 507];
const PAUSE_MS = 1_000;
/** Never sooner, whatever the server says. */
const LEAST_MS = 100;

/** How long to wait before asking again, of a refusal that passes; nothing of any other. Milliseconds. */
export function pauseAfter(error: unknown): number | undefined {
  if (!(error instanceof CallError) || !PASSING.includes(error.status)) return undefined;
  return Math.max(error.details.retryAfterMs ?? PAUSE_MS, LEAST_MS);
}
