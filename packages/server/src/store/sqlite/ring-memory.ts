import type { CallId, PersonId } from "@ringline/protocol";
import type { CallRecord, Millis } from "../../calls/call-record.ts";
import { ringsOf } from "../call-row.ts";
import type { Ring } from "../store.ts";

/** How far back limits look, and how many rings of one caller they need at most. */
export const RINGS_KEPT_MS = 60 * 60_000;
const RINGS_KEPT = 1_000;

interface CallRings {
  readonly id: CallId;
  rings: Ring[];
}

/** Who rang whom in the last hour, for the limits; a few words per ring. */
export class RingMemory {
  /** By caller, in the order in which they were placed. */
  readonly #byCaller = new Map<PersonId, CallRings[]>();

  /** Takes in a new or changed call. */
  note(call: CallRecord): void {
    const caller = call.participants[0]?.party;
    if (!caller || caller.type === "address") return;
    const calls = this.#byCaller.get(caller.id) ?? [];
    this.#byCaller.set(caller.id, calls);
    const rings = ringsOf(call);
    // What changes is mostly the newest.
    const known = calls.findLast(({ id }) => id === call.id);
    if (known) known.rings = rings;
    else calls.push({ id: call.id, rings });
    if (calls.length > RINGS_KEPT) calls.shift();
  }

  /** Newest first. */
  since(caller: PersonId, time: Millis): Ring[] {
    const rings: Ring[] = [];
    const calls = this.#byCaller.get(caller) ?? [];
    for (let index = calls.length - 1; index >= 0; index -= 1)
      for (const ring of calls[index]?.rings ?? []) if (ring.at >= time) rings.push(ring);
    return rings;
  }

  tidy(now: Millis): void {
    for (const [caller, calls] of this.#byCaller) {
      const kept = calls.filter(({ rings: [ring] }) => ring && ring.at >= now - RINGS_KEPT_MS);
      if (kept.length > 0) this.#byCaller.set(caller, kept);
      else this.#byCaller.delete(caller);
    }
  }
}
