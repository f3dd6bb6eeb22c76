import type { CallId } from "@ringline/protocol";
import type { Clock } from "../clock.ts";
import type { CallRecord } from "./call-record.ts";

/** Four times a second. */
const PACE_MS = 250;

/**
 * Many people in one call change it often, and each change is told to all of them: a call goes through at once, then at most
 * four times a second, the newest state each time. Its end never waits.
 */
export class GroupPace {
  readonly #clock: Pick<Clock, "after">;
  readonly #tell: (call: CallRecord) => void;
  /** Calls that went through just now, with what came since. */
  readonly #held = new Map<CallId, CallRecord | undefined>();

  constructor(clock: Pick<Clock, "after">, tell: (call: CallRecord) => void) {
    this.#clock = clock;
    this.#tell = tell;
  }

  take(call: CallRecord): void {
    const isHeld = this.#held.has(call.id);
    const isOver = call.phase === "ended";
    if (isHeld) this.#held.set(call.id, isOver ? undefined : call);
    if (isHeld && !isOver) return;
    this.#tell(call);
    if (!isHeld && !isOver) this.#holdNext(call.id);
  }

  #holdNext(id: CallId): void {
    this.#held.set(id, undefined);
    this.#clock.after(PACE_MS, () => {
      const call = this.#held.get(id);
      this.#held.delete(id);
      if (call) this.take(call);
    });
  }
}
