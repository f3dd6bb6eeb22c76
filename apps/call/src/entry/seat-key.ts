import type { PageStorage } from "./page-storage.ts";

const KEY = "ringline-seat";

/** The rotating key of this page's seat: in this tab's own storage, so that a reload returns to the call. */
export class SeatKey {
  readonly #storage: PageStorage;

  constructor(storage: PageStorage) {
    this.#storage = storage;
  }

  get(): string | undefined {
    return this.#storage.getItem(KEY) ?? undefined;
  }

  keep(secret: string): void {
    this.#storage.setItem(KEY, secret);
  }

  /** The call is over: the key opens nothing any more. */
  forget(): void {
    this.#storage.removeItem(KEY);
  }
}
