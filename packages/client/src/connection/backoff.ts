/** The first wait is drawn from 0 to this; it doubles with each failure. */
const FIRST_MS = 500;
const CAP_CALL_MS = 5_000;
const CAP_IDLE_MS = 30_000;

/** How long to wait before try number `attempt` (0 is the first after a loss): full jitter below a doubling bound. @see SPEC CLIENT5 */
export function backoffMs(attempt: number, inCall: boolean, random = Math.random): number {
  const cap = inCall ? CAP_CALL_MS : CAP_IDLE_MS;
  return Math.round(random() * Math.min(cap, FIRST_MS * 2 ** Math.min(attempt, 10)));
}
