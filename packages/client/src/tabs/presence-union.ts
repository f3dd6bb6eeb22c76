import { type CallError, LIMITS, type PersonId, type PresenceStatus } from "@ringline/protocol";
import type { PageId } from "./messages.ts";

export interface PresenceRequests {
  subscribe(people: PersonId[]): Promise<Map<PersonId, PresenceStatus>>;
  unsubscribe(people: PersonId[]): Promise<unknown>;
  /** Statuses that just came. */
  told(people: Map<PersonId, PresenceStatus>): void;
}

/** People who were not told of are asked for again. */
const RETRY_MS = 10_000;

/** Whom all pages together watch, and what is known of them; asks the server for the difference only. @see SPEC CLIENT9 */
export class PresenceUnion {
  #online = false;
  #retry: ReturnType<typeof setTimeout> | undefined;
  readonly #byPage = new Map<PageId, readonly PersonId[]>();
  readonly #subscribed = new Set<PersonId>();
  readonly #statuses = new Map<PersonId, PresenceStatus>();
  readonly #requests: PresenceRequests;

  constructor(requests: PresenceRequests) {
    this.#requests = requests;
  }

  get statuses(): ReadonlyMap<PersonId, PresenceStatus> {
    return this.#statuses;
  }

  /** All people whom this page shows; none when it goes. */
  watch(page: PageId, people: readonly PersonId[]): void {
    if (people.length > 0) this.#byPage.set(page, people);
    else this.#byPage.delete(page);
    this.#reconcile();
  }

  /** A new connection knows nothing of the subscriptions of the last one; without one nothing is asked. */
  setOnline(online: boolean): void {
    this.#online = online;
    this.#subscribed.clear();
    this.#reconcile();
  }

  put(people: ReadonlyMap<PersonId, PresenceStatus>): void {
    for (const [person, status] of people) {
      if (this.#subscribed.has(person)) this.#statuses.set(person, status);
    }
  }

  #reconcile(): void {
    if (!this.#online) return;
    const wanted = new Set(
      [...this.#byPage.values()].flat().slice(0, LIMITS.presenceSubscriptions),
    );
    const gone = [...this.#subscribed].filter((person) => !wanted.has(person));
    for (const person of gone) {
      this.#subscribed.delete(person);
      this.#statuses.delete(person);
    }
    for (const batch of batches(gone)) this.#requests.unsubscribe(batch).catch(() => {});
    const added = [...wanted].filter((person) => !this.#subscribed.has(person));
    for (const batch of batches(added)) this.#subscribe(batch);
  }

  #subscribe(people: PersonId[]): void {
    for (const person of people) this.#subscribed.add(person);
    this.#requests.subscribe(people).then(
      (statuses) => {
        this.put(statuses);
        this.#requests.told(statuses);
      },
      ({ details }: Partial<CallError>) => {
        for (const person of people) this.#subscribed.delete(person);
        this.#retry ??= setTimeout(() => {
          this.#retry = undefined;
          this.#reconcile();
        }, details?.retryAfterMs || RETRY_MS);
      },
    );
  }
}

function batches(people: readonly PersonId[]): PersonId[][] {
  const size = LIMITS.presenceBatch;
  return Array.from({ length: Math.ceil(people.length / size) }, (_, index) =>
    people.slice(index * size, (index + 1) * size),
  );
}
