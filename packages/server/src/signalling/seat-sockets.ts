import type { CallId } from "@ringline/protocol";
import type { CallRecord } from "../calls/call-record.ts";
import type { KnownCalls } from "../calls/known-calls.ts";
import type { SeatSession } from "./seat-session.ts";

/** The seat sockets of this process: who claims a seat anew, here or elsewhere, ends the older socket; who is taken out, all. */
export class SeatSockets {
  readonly #sessions = new Map<CallId, Set<SeatSession>>();

  constructor(known: KnownCalls) {
    known.onNews((call) => this.#endReplaced(call));
  }

  add(session: SeatSession): void {
    const sessions = this.#sessions.get(session.call);
    if (sessions) sessions.add(session);
    else this.#sessions.set(session.call, new Set([session]));
  }

  remove(session: SeatSession): void {
    const sessions = this.#sessions.get(session.call);
    sessions?.delete(session);
    if (sessions?.size === 0) this.#sessions.delete(session.call);
  }

  #endReplaced(call: CallRecord): void {
    for (const session of this.#sessions.get(call.id) ?? []) {
      const own = call.participants.find(({ id }) => id === session.participant);
      if (own?.removed) session.connection.close("session-expired");
      if (!own?.seat) continue;
      if (own.seat.epoch > session.epoch) session.connection.close("replaced");
      // Another process took this one for dead: the page comes back at once and claims its seat anew.
      else if (own.seat.connection === "reconnecting") session.connection.close("drain");
    }
  }
}
