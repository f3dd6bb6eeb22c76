import type { Entry } from "./entry.ts";
import type { PageStorage } from "./page-storage.ts";

const STARTED = "ringline-started";

type OpenedBy = Pick<Entry, "host" | "secret" | "isOpened">;

/** Who opened this page, as far as it may switch microphone and camera on without a press (S49). */
export class Opener {
  readonly #page: Window;
  readonly #entry: OpenedBy;
  readonly #storage: PageStorage;

  constructor(page: Window, entry: OpenedBy, storage: PageStorage) {
    this.#page = page;
    this.#entry = entry;
    this.#storage = storage;
  }

  /** Before the server knows the call: a page has opened this one itself, where a stranger's link on it cannot; or it reloads. */
  get mayStartEarly(): boolean {
    return this.#entry.isOpened === true || this.#isReload;
  }

  /**
   * A page of the site has opened it, by the browser's word: only the site may frame it, and a window tells its opener's
   * origin. Or the person has pressed Start here, and reloads. No answer of the server is no.
   */
  async isTrusted(): Promise<boolean> {
    const { host } = this.#entry;
    if (this.#page.parent !== this.#page || this.#isReload) return true;
    return host !== undefined && (await isSite(host).catch(() => false));
  }

  /** Of a page that had its devices open. */
  get #isReload(): boolean {
    return this.#entry.secret === undefined && this.#storage.getItem(STARTED) !== null;
  }

  /** Devices were opened with the person's will: a reload of this page needs no press. */
  noteStarted(): void {
    this.#storage.setItem(STARTED, "yes");
  }
}

/** Whether the call server serves pages of this origin, by its own word. */
export async function isSite(origin: string): Promise<boolean> {
  const response = await fetch(`/v1/site?origin=${encodeURIComponent(origin)}`);
  const answer: { isSite?: unknown } = await response.json();
  return answer.isSite === true;
}
