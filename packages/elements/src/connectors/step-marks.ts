import type { ConnectorFault, ConnectorStep } from "./browser-fence.ts";

const PREFIX = "ringline-step:";
/** The lock that a page holds for as long as it lives; the browser lets go of it when the page is gone, however it went. */
const LOCK = "ringline-page:";
/** A lock may be granted after the mark is written. */
const GRANTED_MS = 2_000;
/** No step takes that long and is still at work: its fence has let go of it by then. Its page hangs, in another tab. */
const ORPHANED_MS = 30_000;
const MOST = 20;
const STEPS: readonly string[] = ["load", "init", "join", "button", "settings", "listener"];

export interface StepMarksOptions {
  /** Without it (a browser that refuses it) nothing is remembered. */
  storage: Storage | undefined;
  /** Default: the browser's, which only secure pages have. Without it, marks are judged by their age alone. */
  locks?: LockManager | undefined;
  now?(): number;
}

/**
 * Remembers what a connector is being asked, for as long as it is asked. A page that hangs in an endless loop can tell
 * nobody; its mark stays, and the next page finds it: at once where the page is gone, after half a minute where it is still
 * open.
 */
export class StepMarks {
  readonly #storage: Storage | undefined;
  readonly #locks: LockManager | undefined;
  readonly #now: () => number;
  readonly #page = crypto.randomUUID();
  #isHeld = false;

  constructor({ storage, locks = globalThis.navigator?.locks, now = Date.now }: StepMarksOptions) {
    this.#storage = storage;
    this.#locks = locks;
    this.#now = now;
  }

  /** Returns the function that takes the mark away. */
  set(connector: string, step: ConnectorStep): () => void {
    const storage = this.#storage;
    if (storage === undefined) return () => undefined;
    this.#hold();
    const key = PREFIX + crypto.randomUUID();
    const unmark = (): void => {
      storage.removeItem(key);
      globalThis.removeEventListener?.("pagehide", unmark);
    };
    try {
      const mark = { connector, step, at: this.#now(), page: this.#page };
      storage.setItem(key, JSON.stringify(mark));
      // A page that can say goodbye does not hang.
      globalThis.addEventListener?.("pagehide", unmark);
    } catch {
      // Full: nothing is remembered.
    }
    return unmark;
  }

  /** Marked for as long as it runs: a listener of a connector is over when it returns. */
  listener<Event>(connector: string, listener: (event: Event) => void): (event: Event) => void {
    return (event) => {
      const unmark = this.set(connector, "listener");
      try {
        listener(event);
      } finally {
        unmark();
      }
    };
  }

  /** What hung in other pages; each is told once. */
  async takeOrphans(): Promise<ConnectorFault[]> {
    const storage = this.#storage;
    if (storage === undefined) return [];
    const held = await this.#heldLocks();
    const keys = Array.from({ length: storage.length }, (_, index) => storage.key(index));
    return keys
      .filter((key) => key?.startsWith(PREFIX) === true)
      .slice(0, MOST)
      .flatMap((key) => this.#takeOrphan(storage, { key: String(key), held }));
  }

  #takeOrphan(
    storage: Storage,
    { key, held }: { key: string; held: ReadonlySet<string> | undefined },
  ): ConnectorFault[] {
    const mark = parseMark(storage.getItem(key));
    if (mark !== undefined) {
      const isGone = held !== undefined && !held.has(LOCK + mark.page);
      if (this.#now() - mark.at < (isGone ? GRANTED_MS : ORPHANED_MS)) return [];
    }
    storage.removeItem(key);
    if (mark === undefined) return [];
    const { connector, step } = mark;
    return [{ connector, step, reason: "an earlier page hung in it" }];
  }

  /** From the first mark on; let go while the page rests in the browser's cache, which takes none that holds a lock. */
  #hold(): void {
    if (this.#isHeld || this.#locks === undefined) return;
    this.#isHeld = true;
    const { promise: hidden, resolve: hide } = Promise.withResolvers<void>();
    globalThis.addEventListener?.("pagehide", () => hide(), { once: true });
    this.#locks
      .request(LOCK + this.#page, () => hidden)
      .catch(() => undefined)
      .finally(() => {
        this.#isHeld = false;
      });
  }

  /** Nothing where the browser does not say. */
  async #heldLocks(): Promise<Set<string> | undefined> {
    try {
      const { held } = (await this.#locks?.query()) ?? {};
      return held && new Set(held.map(({ name = "" }) => name));
    } catch {
      return undefined;
    }
  }
}

function parseMark(text: string | null) {
  try {
    const { connector, step, at, page } = JSON.parse(text ?? "");
    const isMark = typeof connector === "string" && STEPS.includes(step) && typeof at === "number";
    return isMark ? { connector, step: step as ConnectorStep, at, page: String(page) } : undefined;
  } catch {
    return undefined;
  }
}
