/** The way to call that this person chose last, for this person, space or room and for all others. Kept by the browser. */
export class ChoiceMemory {
  readonly #userId: () => string | undefined;

  constructor(userId: () => string | undefined) {
    this.#userId = userId;
  }

  /** What was chosen for this one; else what was chosen last. */
  chosen(contextId: string | undefined): readonly string[] {
    const keys = [contextId && this.#key(contextId), this.#key()];
    return keys.flatMap((key) => (key && read(key)) || []);
  }

  choose(contextId: string | undefined, type: string): void {
    for (const key of [contextId && this.#key(contextId), this.#key()]) if (key) write(key, type);
  }

  /** The key of one target is the older product's own, so that what it remembered counts on. */
  #key(contextId?: string): string | undefined {
    const userId = this.#userId();
    if (userId === undefined) return undefined;
    const target = contextId === undefined ? "" : `.${contextId}`;
    return `${userId}@exo.webconferencing${target}.provider`;
  }
}

function read(key: string): string | undefined {
  try {
    return localStorage.getItem(key) ?? undefined;
  } catch {
    return undefined;
  }
}

function write(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // A browser that keeps nothing forgets.
  }
}
