/** Who listens to what. A listener that throws is reported to the page and stops nobody else. */
export class Listeners<Events> {
  readonly #byName = new Map<keyof Events, Set<{ hear(event: never): void }>>();

  /** Adds a listener; the function that is returned takes it off. */
  on<Name extends keyof Events>(name: Name, hear: (event: Events[Name]) => void): () => void {
    const ears = this.#byName.get(name) ?? new Set();
    const ear = { hear };
    this.#byName.set(name, ears.add(ear));
    return () => ears.delete(ear);
  }

  emit<Name extends keyof Events>(name: Name, event: Events[Name]): void {
    for (const ear of [...(this.#byName.get(name) ?? [])]) {
      guarded(() => ear.hear(event as never));
    }
  }
}

/** Runs a site's function; what it throws reaches the page's own error reporting, not our caller. */
export function guarded(run: () => void): void {
  try {
    run();
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}
