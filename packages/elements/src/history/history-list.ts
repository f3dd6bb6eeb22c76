import type { CallClient } from "@ringline/client";
import type { HistoryEntry } from "@ringline/protocol";

const PAGE = 30;
/** A call that ends is written a moment before it is told; several that end at once are read once. */
const RELOAD_MS = 250;

export type ListState = "loading" | "ready" | "failed";

/** The rows of this person, page by page, kept up with the calls that end. */
export class HistoryList {
  entries: readonly HistoryEntry[] = [];
  state: ListState = "loading";
  isMissedOnly = false;
  #next: string | undefined;
  /** Counts the beginnings: an answer to an earlier one is left alone. */
  #round = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #client: CallClient;
  readonly #onChange: () => void;
  readonly #release: () => void;

  constructor(client: CallClient, onChange: () => void) {
    this.#client = client;
    this.#onChange = onChange;
    const releases = [
      client.on("callChanged", ({ call }) => {
        if (call.phase === "ended") this.#reloadSoon();
      }),
      client.on("connection", ({ state }) => {
        if (state === "connected") this.#reloadSoon();
      }),
    ];
    this.#release = () => {
      for (const release of releases) release();
      clearTimeout(this.#timer);
      this.#round += 1;
    };
  }

  get hasMore(): boolean {
    return this.#next !== undefined;
  }

  close(): void {
    this.#release();
  }

  /** Begins anew; what is shown stays until the answer. */
  async load(): Promise<void> {
    this.#round += 1;
    if (this.entries.length === 0) this.#set("loading");
    await this.#read([], undefined);
  }

  async more(): Promise<void> {
    if (this.#next !== undefined) await this.#read(this.entries, this.#next);
  }

  async show(isMissedOnly: boolean): Promise<void> {
    this.isMissedOnly = isMissedOnly;
    this.entries = [];
    await this.load();
  }

  /** @throws {CallError} */
  async erase(entry: HistoryEntry): Promise<void> {
    await this.#client.request("history.erase", { call: entry.call });
    this.entries = this.entries.filter(({ call }) => call !== entry.call);
    this.#onChange();
  }

  /** @throws {CallError} */
  async eraseAll(): Promise<void> {
    await this.#client.request("history.erase", {});
    this.#next = undefined;
    this.entries = [];
    this.#onChange();
  }

  async #read(shown: readonly HistoryEntry[], before: string | undefined): Promise<void> {
    const round = this.#round;
    try {
      const { entries, next } = await this.#client.request("history.list", {
        limit: PAGE,
        ...(this.isMissedOnly && { missed: true }),
        ...(before !== undefined && { before }),
      });
      if (round !== this.#round) return;
      this.entries = [...shown, ...entries];
      this.#next = next;
      this.#set("ready");
    } catch {
      if (round === this.#round) this.#set("failed");
    }
  }

  #reloadSoon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.load(), RELOAD_MS);
  }

  #set(state: ListState): void {
    this.state = state;
    this.#onChange();
  }
}
