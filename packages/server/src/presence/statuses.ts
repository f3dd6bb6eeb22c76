import type { ChosenStatus, PersonId, PresenceStatus } from "@ringline/protocol";
import type { Millis } from "../calls/call-record.ts";
import { participantOf } from "../calls/call-seen-by.ts";
import type { KnownCalls } from "../calls/known-calls.ts";
import type { Clock } from "../clock.ts";
import type { DeviceRecord, Store } from "../store/store.ts";

export interface Status {
  status: PresenceStatus;
  /** All pages are gone; unless one comes back, the status is `offline` from this time. */
  until?: Millis;
}

export interface StatusesOptions {
  store: Pick<Store, "devices" | "people">;
  known: KnownCalls;
  clock: Clock;
  /** Offline is told this long after the last page went. */
  offlineMs: number;
}

/** What people's statuses are now: live devices, what they chose, and whether they talk. @see SPEC PRES */
export class Statuses {
  readonly #options: StatusesOptions;

  constructor(options: StatusesOptions) {
    this.#options = options;
  }

  /** One entry for each person asked for, known or not: who is unknown is `offline`. */
  async of(people: readonly PersonId[]): Promise<Map<PersonId, Status>> {
    if (people.length === 0) return new Map();
    const { store, clock, offlineMs } = this.#options;
    const [devices, records] = await Promise.all([
      store.devices.of(people, clock.now() - offlineMs),
      store.people.get(people),
    ]);
    const chosen = new Map(records.map(({ person, status }) => [person.id, status]));
    const byPerson = Map.groupBy(devices, ({ person }) => person);
    const entry = (person: PersonId): [PersonId, Status] => [
      person,
      this.#statusOf(person, byPerson.get(person) ?? [], chosen.get(person) ?? "available"),
    ];
    return new Map(people.map(entry));
  }

  #statusOf(person: PersonId, devices: DeviceRecord[], chosen: ChosenStatus): Status {
    const talks = this.#talks(person);
    const here = devices.some(({ goneAt }) => goneAt === undefined);
    const lastGone = Math.max(0, ...devices.map(({ goneAt }) => goneAt ?? 0));
    const until = lastGone + this.#options.offlineMs;
    if (here || talks) return { status: shownAs(chosen, talks) };
    if (until > this.#options.clock.now()) return { status: shownAs(chosen, false), until };
    return { status: "offline" };
  }

  /** A ringing call does not count: who is only being rung, or rings, is not yet talking. */
  #talks(person: PersonId): boolean {
    return this.#options.known
      .of(person)
      .some((call) => call.phase === "active" && participantOf(call, person)?.state === "joined");
  }
}

function shownAs(chosen: ChosenStatus, talks: boolean): PresenceStatus {
  if (chosen === "invisible") return "offline";
  if (chosen === "do-not-disturb") return chosen;
  return talks ? "in-call" : chosen;
}
