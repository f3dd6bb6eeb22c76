import type { ConnectorFault, ConnectorStep } from "./browser-fence.ts";

const PREFIX = "ringline-step:";
/** No step takes that long and is still at work: its fence has let go of it by then. */
const ORPHANED_MS = 30_000;
const MOST = 20;
const STEPS: readonly string[] = ["load", "init", "join", "button", "settings"];

/**
 * Remembers what a connector is being asked, for as long as it is asked. A page that hangs in an endless loop can tell
 * nobody; its mark stays, and the next page finds it.
 */
export class StepMarks {
  readonly #storage: Storage | undefined;
  readonly #now: () => number;

  /** Without storage (a browser that refuses it) nothing is remembered. */
  constructor(storage: Storage | undefined, now = Date.now) {
    this.#storage = storage;
    this.#now = now;
  }

  /** Returns the function that takes the mark away. */
  set(connector: string, step: ConnectorStep): () => void {
    const storage = this.#storage;
    if (storage === undefined) return () => undefined;
    const key = PREFIX + crypto.randomUUID();
    const unmark = (): void => {
      storage.removeItem(key);
      globalThis.removeEventListener?.("pagehide", unmark);
    };
    try {
      storage.setItem(key, JSON.stringify({ connector, step, at: this.#now() }));
      // A page that can say goodbye does not hang.
      globalThis.addEventListener?.("pagehide", unmark);
    } catch {
      // Full: nothing is remembered.
    }
    return unmark;
  }

  /** What hung in earlier pages; each is told once. */
  takeOrphans(): ConnectorFault[] {
    const storage = this.#storage;
    if (storage === undefined) return [];
    const keys = Array.from({ length: storage.length }, (_, index) => storage.key(index));
    return keys
      .filter((key) => key?.startsWith(PREFIX) === true)
      .slice(0, MOST)
      .flatMap((key) => this.#takeOrphan(storage, String(key)));
  }

  #takeOrphan(storage: Storage, key: string): ConnectorFault[] {
    const mark = parseMark(storage.getItem(key));
    if (mark !== undefined && this.#now() - mark.at < ORPHANED_MS) return [];
    storage.removeItem(key);
    if (mark === undefined) return [];
    const { connector, step } = mark;
    return [{ connector, step, reason: "an earlier page hung in it" }];
  }
}

function parseMark(text: string | null) {
  try {
    const { connector, step, at } = JSON.parse(text ?? "");
    const isMark = typeof connector === "string" && STEPS.includes(step) && typeof at === "number";
    return isMark ? { connector, step: step as ConnectorStep, at } : undefined;
  } catch {
    return undefined;
  }
}
