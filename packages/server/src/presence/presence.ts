import { CallError, LIMITS, type PersonId, type PresenceStatus } from "@ringline/protocol";
import type { Millis } from "../calls/call-record.ts";
import type { Clock } from "../clock.ts";
import type { Logger } from "../logs/logger.ts";
import type { Statuses } from "./statuses.ts";

/** A socket that is told of people. */
export interface PresenceSubscriber {
  /** Whether it is still there; one that is gone is not told, and never watches anybody. */
  readonly isHere: boolean;
  /** Whom it watches; absent until it watches somebody. */
  watched?: Set<PersonId>;
  tellPresence(people: Record<PersonId, PresenceStatus>): void;
}

export interface PresenceOptions {
  statuses: Pick<Statuses, "of">;
  clock: Clock;
  logger: Logger;
}

/** Changes within this time go out in one frame. */
const GATHER_MS = 20;

/** Tells subscribers whose status changed. Whoever may not be seen is never watched here. @see SPEC PRES */
export class Presence {
  readonly #statuses: Pick<Statuses, "of">;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #subscribers = new Map<PersonId, Set<PresenceSubscriber>>();
  /** What was told of each watched person. */
  readonly #shown = new Map<PersonId, PresenceStatus>();
  /** People to look at again at a time: those whose last page went. */
  readonly #later = new Map<PersonId, Millis>();
  #touched = new Set<PersonId>();
  #isGathering = false;

  constructor({ statuses, clock, logger }: PresenceOptions) {
    this.#statuses = statuses;
    this.#clock = clock;
    this.#logger = logger;
  }

  /** Adds to whom a socket watches and answers what they are now. @throws {CallError} invalid-input above 1,000 people */
  async subscribe(
    subscriber: PresenceSubscriber,
    people: ReadonlySet<PersonId>,
  ): Promise<Map<PersonId, PresenceStatus>> {
    if (subscriber.isHere) this.#watch(subscriber, people);
    const found = await this.#statuses.of([...people]);
    for (const [person, { status, until }] of found) {
      // Nobody watches them any more, who waited here neither.
      if (!this.#subscribers.has(person)) continue;
      this.#remember(person, until);
      const shown = this.#shown.get(person);
      if (shown === undefined) this.#shown.set(person, status);
      else if (shown !== status) this.#showAnew(person);
    }
    return new Map([...found].map(([person, { status }]) => [person, status]));
  }

  unsubscribe(subscriber: PresenceSubscriber, people: Iterable<PersonId>): void {
    for (const person of people) {
      const subscribers = this.#subscribers.get(person);
      subscribers?.delete(subscriber);
      subscriber.watched?.delete(person);
      if (subscribers?.size !== 0) continue;
      this.#subscribers.delete(person);
      this.#shown.delete(person);
      this.#later.delete(person);
    }
  }

  /** Something of this person may have changed. Cheap where nobody watches them. */
  touch(person: PersonId): void {
    if (!this.#subscribers.has(person)) return;
    this.#touched.add(person);
    if (this.#isGathering) return;
    this.#isGathering = true;
    this.#clock.after(GATHER_MS, () => void this.#tell());
  }

  /** Looks at everybody anew: a server process died. */
  touchAll(): void {
    for (const person of this.#subscribers.keys()) this.touch(person);
  }

  /** Once a second: looks at those whose time has come. */
  tick(now: Millis): void {
    for (const [person, at] of this.#later) {
      if (at > now) continue;
      this.#later.delete(person);
      this.touch(person);
    }
  }

  #watch(subscriber: PresenceSubscriber, people: ReadonlySet<PersonId>): void {
    const watched = subscriber.watched ?? new Set<PersonId>();
    subscriber.watched = watched;
    if (new Set([...watched, ...people]).size > LIMITS.presenceSubscriptions)
      throw new CallError("invalid-input", {
        detail: `people: at most ${LIMITS.presenceSubscriptions} in all`,
      });
    for (const person of people) {
      watched.add(person);
      const subscribers = this.#subscribers.get(person);
      if (subscribers) subscribers.add(subscriber);
      else this.#subscribers.set(person, new Set([subscriber]));
    }
  }

  /** Two looks disagreed: whoever was told the older answer must hear the newer one. */
  #showAnew(person: PersonId): void {
    this.#shown.delete(person);
    this.touch(person);
  }

  #remember(person: PersonId, until: Millis | undefined): void {
    if (until === undefined) this.#later.delete(person);
    else this.#later.set(person, until);
  }

  async #tell(): Promise<void> {
    const people = [...this.#touched];
    this.#touched = new Set();
    this.#isGathering = false;
    try {
      const batches = new Map<PresenceSubscriber, Record<PersonId, PresenceStatus>>();
      for (const [person, { status, until }] of await this.#statuses.of(people)) {
        this.#remember(person, until);
        if (this.#shown.get(person) !== status) this.#gather(batches, person, status);
      }
      for (const [subscriber, batch] of batches) subscriber.tellPresence(batch);
    } catch (error) {
      this.#logger.warn({ err: error, count: people.length }, "presence could not be read");
      const again = this.#clock.now() + 1_000;
      for (const person of people) this.#later.set(person, again);
    }
  }

  #gather(
    batches: Map<PresenceSubscriber, Record<PersonId, PresenceStatus>>,
    person: PersonId,
    status: PresenceStatus,
  ): void {
    const subscribers = this.#subscribers.get(person);
    if (!subscribers) return;
    this.#shown.set(person, status);
    for (const subscriber of subscribers) {
      const batch = batches.get(subscriber) ?? nobody();
      batch[person] = status;
      batches.set(subscriber, batch);
    }
  }
}

/** Ids are any text, `__proto__` too: a record without a prototype takes them all. */
export function nobody(): Record<PersonId, PresenceStatus> {
  return Object.create(null) as Record<PersonId, PresenceStatus>;
}
