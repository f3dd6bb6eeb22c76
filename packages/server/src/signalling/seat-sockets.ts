import type { CallId } from "@ringline/protocol";
import type { CallRecord } from "../calls/call-record.ts";
import type { KnownCalls } from "../calls/known-calls.ts";
import type { SeatSession } from "./seat-session.ts";

/**
 * The seat sockets of this process: who claims a seat anew, here or elsewhere, ends the older socket; who is taken out, all.
 * Who left, from wherever, hears nothing more of what the others say, and has a moment to read how it ended.
 */
export class SeatSockets {
  readonly #sessions = new Map<CallId, Set<SeatSession>>();

  constructor(known: KnownCalls) {
    known.onNews((call) => {
      for (const session of this.#sessions.get(call.id) ?? []) endIfOver(session, call);
    });
  }

  /** `call`: as its socket was told of it last. */
  add(session: SeatSession, call: CallRecord): void {
    const sessions = this.#sessions.get(session.call);
    if (sessions) sessions.add(session);
    else this.#sessions.set(session.call, new Set([session]));
    endIfOver(session, call);
  }

  remove(session: SeatSession): void {
    const sessions = this.#sessions.get(session.call);
    sessions?.delete(session);
    if (sessions?.size === 0) this.#sessions.delete(session.call);
  }
}

function endIfOver(session: SeatSession, call: CallRecord): void {
  const own = call.participants.find(({ id }) => id === session.participant);
  if (own?.removed) session.connection.close("session-expired");
  if (own?.state !== "joined" || !own.seat) session.partWithCall();
  else if (own.seat.epoch > session.epoch) session.connection.close("replaced");
  // Another process took this one for dead: the page comes back at once and claims its seat anew.
  else if (own.seat.connection === "reconnecting") session.connection.close("drain");
}
