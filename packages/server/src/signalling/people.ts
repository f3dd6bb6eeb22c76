import type { PersonId } from "@ringline/protocol";
import type { DeviceSession } from "./device-session.ts";

/** The device sockets of each person in this process. */
export class People {
  readonly #sessions = new Map<PersonId, Set<DeviceSession>>();

  add(session: DeviceSession): void {
    const sessions = this.#sessions.get(session.person);
    if (sessions) sessions.add(session);
    else this.#sessions.set(session.person, new Set([session]));
  }

  remove(session: DeviceSession): void {
    const sessions = this.#sessions.get(session.person);
    sessions?.delete(session);
    if (sessions?.size === 0) this.#sessions.delete(session.person);
  }

  /** Oldest first. */
  of(person: PersonId): ReadonlySet<DeviceSession> {
    return this.#sessions.get(person) ?? NOBODY;
  }

  ids(): Iterable<PersonId> {
    return this.#sessions.keys();
  }

  has(person: PersonId): boolean {
    return this.#sessions.has(person);
  }
}

const NOBODY: ReadonlySet<DeviceSession> = new Set();
