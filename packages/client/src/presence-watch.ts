import type { PersonId, PresenceStatus } from "@ringline/protocol";
import { guarded } from "./listeners.ts";

type Listener = (person: PersonId, status: PresenceStatus) => void;

/** Watchers that come within this time are asked for together. */
const BATCH_MS = 50;

/** Who on this page watches whom. @see SPEC CLIENT9 */
export class PresenceWatch {
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #watchers = new Map<PersonId, Set<{ hear: Listener }>>();
  readonly #changed: (people: PersonId[]) => void;

  /** `changed` gets all people whom the page watches, at most once in 50 ms. */
  constructor(changed: (people: PersonId[]) => void) {
    this.#changed = changed;
  }

  /** Whom the page watches; the values are of no interest. */
  get people(): ReadonlyMap<PersonId, unknown> {
    return this.#watchers;
  }

  add(people: readonly PersonId[], hear: Listener): () => void {
    const watcher = { hear };
    for (const person of people) {
      const watchers = this.#watchers.get(person) ?? new Set();
      this.#watchers.set(person, watchers.add(watcher));
    }
    this.#plan();
    return () => this.#remove(people, watcher);
  }

  tell(person: PersonId, status: PresenceStatus): void {
    for (const { hear } of [...(this.#watchers.get(person) ?? [])]) {
      guarded(() => hear(person, status));
    }
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #remove(people: readonly PersonId[], watcher: { hear: Listener }): void {
    for (const person of people) {
      const watchers = this.#watchers.get(person);
      if (watchers?.delete(watcher) && watchers.size === 0) this.#watchers.delete(person);
    }
    this.#plan();
  }

  #plan(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#changed([...this.#watchers.keys()]);
    }, BATCH_MS);
  }
}
