import { type Call, type CallId, type PersonId, TIMES } from "@ringline/protocol";

/** As many calls as a hello may name. */
const HOLDS = 64;

/** The newest record of each call, live or ended in the last ten minutes. Revisions only rise. @see SPEC CLIENT6 */
export class CallBook {
  readonly #calls = new Map<CallId, Call>();
  readonly #endedAt = new Map<CallId, number>();

  get calls(): ReadonlyMap<CallId, Call> {
    return this.#calls;
  }

  /** Whether the record is newer than the one that is here; if so it takes its place. */
  put(call: Call): boolean {
    this.#forgetEnded();
    const held = this.#calls.get(call.id);
    if (held && held.revision >= call.revision) return false;
    this.#calls.set(call.id, call);
    if (call.phase === "ended") this.#endedAt.set(call.id, performance.now());
    return true;
  }

  /** Whether it was here. */
  remove(id: CallId): boolean {
    this.#endedAt.delete(id);
    return this.#calls.delete(id);
  }

  /** Live call → revision, as a hello names them: the server answers with what became of each. */
  holds(): Record<CallId, number> {
    const named = this.live().slice(-HOLDS);
    return Object.fromEntries(named.map(({ id, revision }) => [id, revision]));
  }

  live(): Call[] {
    return [...this.#calls.values()].filter(({ phase }) => phase !== "ended");
  }

  /** Whether something is missing here, given the revisions of all live calls. */
  differs(revisions: Record<CallId, number>): boolean {
    return (
      Object.entries(revisions).some(([id, now]) => (this.#calls.get(id)?.revision ?? -1) < now) ||
      this.live().some(({ id }) => !Object.hasOwn(revisions, id))
    );
  }

  #forgetEnded(): void {
    for (const [id, at] of this.#endedAt) {
      if (performance.now() - at < TIMES.endedKeptMs) break;
      this.remove(id);
    }
  }
}

/** Whether a call asks this person to answer now; one to a space or room may be active already. */
export function ringsFor(call: Call, person: PersonId | undefined): boolean {
  return "ring" in call && invitation(call, person) !== "none";
}

/** What this person's own part in the call is: to be acknowledged, acknowledged, or none that rings. */
export function invitation(
  call: Call,
  person: PersonId | undefined,
): "invited" | "ringing" | "none" {
  const own = call.participants.find(
    ({ party }) => party.type !== "address" && party.id === person,
  );
  return own?.state === "invited" || own?.state === "ringing" ? own.state : "none";
}
