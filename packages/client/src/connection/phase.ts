import { CLOSE_CODES, shouldReconnect } from "@ringline/protocol";
import { backoffMs } from "./backoff.ts";

/**
 * Where a connection stands.
 * start → opening → connected → waiting → opening …; `closed` after a stop or a code that says not to come back.
 * `fresh`: the next hello needs a new token. `attempt`: failures in a row.
 */
export type Phase =
  | { name: "closed"; code?: number }
  | { name: "waiting"; attempt: number; delayMs: number; fresh: boolean }
  | { name: "opening"; attempt: number; since: number; fresh: boolean }
  | { name: "connected"; attempt: number; since: number };

export type PhaseEvent =
  | { type: "start" }
  /** The wait is over. */
  | { type: "due" }
  | { type: "welcome" }
  /** The socket closed, could not be opened, or was silent for too long. */
  | { type: "lost"; code?: number; retryAfterMs?: number }
  /** The network is back, or somebody looks at the page. */
  | { type: "nudge" }
  | { type: "stop" };

export interface Surroundings {
  /** Milliseconds of any steady clock. */
  now: number;
  inCall: boolean;
  random?: () => number;
}

/** A connection that lived as long as this was a good one: the next failure counts from the beginning. */
const STEADY_MS = 5_000;
/** A nudge gives up an opening that takes as long as this: it may have begun before the network was there. */
const STUCK_MS = 2_000;

/** The next phase; the same object when nothing changes. Pure. */
export function nextPhase(phase: Phase, event: PhaseEvent, around: Surroundings): Phase {
  switch (event.type) {
    case "start":
      return phase.name === "closed" ? opening(0, false, around) : phase;
    case "due":
      return phase.name === "waiting" ? opening(phase.attempt, phase.fresh, around) : phase;
    case "nudge":
      return nudged(phase, around);
    case "welcome":
      return phase.name === "opening"
        ? { name: "connected", attempt: phase.attempt, since: around.now }
        : phase;
    case "lost":
      return phase.name === "closed" ? phase : lost(phase, event, around);
    case "stop":
      return phase.name === "closed" ? phase : { name: "closed" };
  }
}

function opening(attempt: number, fresh: boolean, { now }: Surroundings): Phase {
  return { name: "opening", attempt, since: now, fresh };
}

function nudged(phase: Phase, around: Surroundings): Phase {
  const stuck = phase.name === "opening" && around.now - phase.since >= STUCK_MS;
  return phase.name === "waiting" || stuck ? opening(phase.attempt, phase.fresh, around) : phase;
}

function lost(
  phase: Exclude<Phase, { name: "closed" }>,
  { code, retryAfterMs }: { code?: number; retryAfterMs?: number },
  around: Surroundings,
): Phase {
  if (code !== undefined && !shouldReconnect(code)) return { name: "closed", code };
  const steady = phase.name === "connected" && around.now - phase.since >= STEADY_MS;
  const attempt = steady ? 0 : phase.attempt;
  const fresh = code === CLOSE_CODES["token-expired"];
  // An expired token is nobody's fault and needs no wait, unless the new one was refused as well.
  const atOnce = fresh && !(phase.name === "opening" && phase.fresh);
  const delayMs = retryAfterMs ?? (atOnce ? 0 : backoffMs(attempt, around.inCall, around.random));
  return { name: "waiting", attempt: attempt + 1, delayMs, fresh };
}
