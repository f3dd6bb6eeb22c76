import type { CallId, PersonId } from "@ringline/protocol";
import type { CallRecord, Millis } from "../../calls/call-record.ts";
import { ringsOf } from "../call-row.ts";
import type { Ring } from "../store.ts";

/** How far back limits look, and how many rings of one caller they need at most. */
export const RINGS_KEPT_MS = 60 * 60_000;
const RINGS_KEPT = 1_000;

/** Who rang whom in the last hour, for the limits; a few words per ring. */
export class RingMemory {
  readonly #byCaller = new Map<PersonId, Map<CallId, Ring[]>>();

  /** Takes in a new or changed call. */
  note(call: CallRecord): void {
    const caller = call.participants[0]?.party;
    if (!caller || caller.type === "address") return;
    let calls = this.#byCaller.get(caller.id);
    if (!calls) {
      calls = new Map();
      this.#byCaller.set(caller.id, calls);
    }
    calls.set(call.id, ringsOf(call));
    if (calls.size <= RINGS_KEPT) return;
    const [oldest] = calls.keys();
    if (oldest !== undefined) calls.delete(oldest);
  }

  /** Newest first. */
  since(caller: PersonId, time: Millis): Ring[] {
    const rings: Ring[] = [];
    for (const ofCall of this.#byCaller.get(caller)?.values() ?? [])
      for (const ring of ofCall) if (ring.at >= time) rings.push(ring);
    // Calls lie in the order in which they were placed.
    return rings.reverse();
  }

  tidy(now: Millis): void {
    for (const [caller, calls] of this.#byCaller) {
      for (const [id, [ring]] of calls)
        if (!ring || ring.at < now - RINGS_KEPT_MS) calls.delete(id);
      if (calls.size === 0) this.#byCaller.delete(caller);
    }
  }
}
