import { CallError, type PersonId } from "@ringline/protocol";
import type { RateLimits } from "../limits.ts";
import type { Ring } from "../store/store.ts";
import type { Millis } from "./call-record.ts";

const MINUTE = 60_000;
/** How far back rings count. */
export const RINGS_COUNT_MS = 60 * MINUTE;
const PAIR_WINDOW_MS = 2 * MINUTE;
const FIRST_COOL_DOWN_MS = 2 * MINUTE;
const QUIET_MS = 10 * MINUTE;

export interface RingQuestion {
  /** All rings of this caller in the last hour. */
  rings: readonly Ring[];
  callee: PersonId;
  now: Millis;
  limits: RateLimits;
}

/**
 * Refuses one ring too many: of this caller at this callee, at too many people, or in all. Rings that were answered do not
 * count against the pair; those that were cancelled do.
 * @throws {CallError} ring-limit, with the time to wait
 * @see SPEC RING, S51–S53
 */
export function checkRings(question: RingQuestion): void {
  const { rings, limits } = question;
  const { ringsPerPair, calleesPerMinute, ringsPerHour } = limits;
  if (rings.length < Math.min(ringsPerPair, calleesPerMinute, ringsPerHour)) return;
  const wait = Math.max(pairWait(question), calleesWait(question), hourWait(question));
  if (wait > 0) throw new CallError("ring-limit", { retryAfterMs: wait });
}

/** Whether the callee declined this caller twice in the last ten minutes: then it does not sound. */
export function isQuietened({ rings, callee, now }: RingQuestion): boolean {
  const declined = (ring: Ring) =>
    ring.callee === callee && ring.endReason === "declined" && ring.at > now - QUIET_MS;
  return rings.filter(declined).length >= 2;
}

/** After every full window of unanswered rings a cool-down begins, twice as long each time. */
function pairWait({ rings, callee, now, limits }: RingQuestion): Millis {
  const times = rings
    .filter((ring) => ring.callee === callee && !ring.isAnswered)
    .map(({ at }) => at)
    .sort((a, b) => a - b);
  let window: Millis[] = [];
  let coolDown = FIRST_COOL_DOWN_MS;
  let freeAt = 0;
  for (const at of times) {
    window = [...window.filter((earlier) => earlier > at - PAIR_WINDOW_MS), at];
    if (window.length < limits.ringsPerPair) continue;
    freeAt = at + coolDown;
    coolDown *= 2;
    window = [];
  }
  return Math.max(0, freeAt - now);
}

function calleesWait({ rings, callee, now, limits }: RingQuestion): Millis {
  const lately = rings.filter(({ at }) => at > now - MINUTE);
  const callees = new Set(lately.map((ring) => ring.callee));
  if (callees.has(callee) || callees.size < limits.calleesPerMinute) return 0;
  return oldest(lately) + MINUTE - now;
}

function hourWait({ rings, now, limits }: RingQuestion): Millis {
  const lately = rings.filter(({ at }) => at > now - RINGS_COUNT_MS);
  return lately.length < limits.ringsPerHour ? 0 : oldest(lately) + RINGS_COUNT_MS - now;
}

function oldest(rings: readonly Ring[]): Millis {
  return Math.min(...rings.map(({ at }) => at));
}
