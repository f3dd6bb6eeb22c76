import type { CallClient } from "@ringline/client";
import type { HistoryEntry, Result } from "@ringline/protocol";

const PAGE = 30;
/** A call that ends is written a moment before it is told; several that end at once are read once. */
const RELOAD_MS = 250;

type HistoryPage = Result<"history.list">;
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
    const round = this.#round;
    if (this.entries.length === 0) this.#set("loading");
    try {
      const page = await this.#page();
      if (page) this.#show(page.entries, page.next);
    } catch {
      if (round === this.#round) this.#set("failed");
    }
  }

  /** The next page below what is shown. @throws {CallError} */
  async more(): Promise<void> {
    const before = this.#next;
    if (before === undefined) return;
    const page = await this.#page(before);
    // Asked for twice, or what it continues is not the end of the list any more.
    if (!page || this.#next !== before) return;
    this.#show([...this.entries, ...page.entries], page.next);
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

  /** The newest page again; pages that somebody went on to stay below it, where they still follow. */
  async #refresh(): Promise<void> {
    if (this.state !== "ready") return this.load();
    // What is shown stays: a lost connection is told elsewhere, and its return refreshes again.
    const page = await this.#page().catch(() => undefined);
    if (!page) return;
    const { entries, next } = page;
    const last = entries.at(-1)?.call;
    const end = this.entries.findIndex(({ call }) => call === last) + 1;
    const older = next === undefined || end === 0 ? [] : this.entries.slice(end);
    this.#show([...entries, ...older], older.length > 0 ? this.#next : next);
  }

  /** Nothing when the list began anew meanwhile. */
  async #page(before?: string): Promise<HistoryPage | undefined> {
    const round = this.#round;
    const page = await this.#client.request("history.list", {
      limit: PAGE,
      ...(this.isMissedOnly && { missed: true }),
      ...(before !== undefined && { before }),
    });
    return round === this.#round ? page : undefined;
  }

  #show(entries: readonly HistoryEntry[], next: string | undefined): void {
    this.entries = entries;
    this.#next = next;
    this.#set("ready");
  }

  #reloadSoon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#refresh(), RELOAD_MS);
  }

  #set(state: ListState): void {
    this.state = state;
    this.#onChange();
  }
}
