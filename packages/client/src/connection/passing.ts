import { CallError } from "@ringline/protocol";

/** Refusals that are over soon: too many requests, or a server whose database is away or full. */
const PASSING = [429, 503, 507];
const PAUSE_MS = 1_000;

/** How long to wait before asking again, of a refusal that passes; nothing of any other. Milliseconds. */
export function pauseAfter(error: unknown): number | undefined {
  if (!(error instanceof CallError) || !PASSING.includes(error.status)) return undefined;
  return error.details.retryAfterMs ?? PAUSE_MS;
}
