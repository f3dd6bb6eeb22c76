/** What a page keeps, by name; `Storage` is one. */
export type PageStorage = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/**
 * The browser's storage; or, where a browser that blocks other sites' storage forbids it to a panel, the page's own history
 * entry: that one survives a reload too, and no other page can read it.
 */
export function pageStorage(open: () => Storage, history: History): PageStorage {
  try {
    return open();
  } catch {
    return new HistoryStorage(history);
  }
}

class HistoryStorage implements PageStorage {
  readonly #history: History;

  constructor(history: History) {
    this.#history = history;
  }

  getItem(name: string): string | null {
    return this.#kept().get(name) ?? null;
  }

  setItem(name: string, text: string): void {
    this.#keep(this.#kept().set(name, text));
  }

  removeItem(name: string): void {
    const kept = this.#kept();
    kept.delete(name);
    this.#keep(kept);
  }

  #kept(): Map<string, string> {
    const { state } = this.#history;
    return state instanceof Map ? state : new Map();
  }

  #keep(kept: Map<string, string>): void {
    this.#history.replaceState(kept, "");
  }
}
