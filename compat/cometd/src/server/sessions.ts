import { randomBytes } from "node:crypto";
import type { CometdLimits } from "./limits.ts";
import type { Refusal } from "./replies.ts";
import { Session } from "./session.ts";

/** Who asks for a session, and from where. */
export interface Newcomer {
  person: string;
  address: string;
  acknowledges: boolean;
}

interface Entry {
  session: Session;
  address: string;
}

/** An id that cannot be guessed: 128 random bits. */
const ID_BYTES = 16;

/** All sessions of one door, bounded by person, by address and together. */
export class Sessions {
  readonly #limits: CometdLimits;
  readonly #live = new Map<string, Entry>();
  /** Over: kept as long as their clients may still ask why. */
  readonly #ended = new Map<string, Session>();

  constructor(limits: CometdLimits) {
    this.#limits = limits;
  }

  get size(): number {
    return this.#live.size;
  }

  /** Why there is no room for one more, if there is none. */
  refusal({ person, address }: { person: string; address: string }): Refusal | undefined {
    const { sessions, sessionsPerAddress, sessionsPerPerson } = this.#limits;
    const live = [...this.#live.values()];
    const ofAddress = live.filter((entry) => entry.address === address).length;
    const ofPerson = live.filter(({ session }) => session.person === person).length;
    if (ofPerson >= sessionsPerPerson) return tooMany("of this person");
    if (ofAddress >= sessionsPerAddress) return tooMany("from this address");
    return live.length >= sessions ? tooMany("at this server") : undefined;
  }

  open(newcomer: Newcomer, onEnd: (refusal: Refusal) => void): Session {
    const session: Session = new Session({
      id: randomBytes(ID_BYTES).toString("base64url"),
      person: newcomer.person,
      acknowledges: newcomer.acknowledges,
      limits: this.#limits,
      onEnd: (refusal) => {
        this.#close(session);
        onEnd(refusal);
      },
    });
    this.#live.set(session.id, { session, address: newcomer.address });
    return session;
  }

  /** A live one, or one that has just ended. */
  get(id: string): Session | undefined {
    return this.#live.get(id)?.session ?? this.#ended.get(id);
  }

  endAll(refusal: Refusal): void {
    for (const { session } of [...this.#live.values()]) session.end(refusal);
    this.#ended.clear();
  }

  #close(session: Session): void {
    this.#live.delete(session.id);
    this.#ended.set(session.id, session);
    const forget = () => this.#ended.delete(session.id);
    setTimeout(forget, this.#limits.holdMs + this.#limits.absenceMs).unref();
  }
}

function tooMany(where: string): Refusal {
  return {
    code: 429,
    words: `Too many sessions ${where}`,
    advice: { reconnect: "handshake", interval: 10_000 },
  };
}
