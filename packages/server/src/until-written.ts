import { CallError } from "@ringline/protocol";
import type { Clock } from "./clock.ts";
import type { Logger } from "./logs/logger.ts";

const AGAIN_MS = 1_000;
/** When the storage is back, so many are written side by side. */
const SIDE_BY_SIDE = 20;

interface Waiting {
  work(): Promise<unknown>;
  settle(): void;
}

export interface UntilWrittenOptions {
  clock: Clock;
  logger: Logger;
}

/**
 * What this process alone knows and must get written, whatever the storage does meanwhile: that a socket is gone. Tried once a
 * second until the storage takes it. One per name waits, the newest: there are no more of them than there were sockets.
 */
export class UntilWritten {
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #waiting = new Map<string, Waiting>();
  #takeBack: (() => void) | undefined;
  #isClosed = false;

  constructor({ clock, logger }: UntilWrittenOptions) {
    this.#clock = clock;
    this.#logger = logger;
  }

  /**
   * Does the work now or as soon as the storage allows it; it must be harmless when repeated. Resolves once that is over, or a
   * newer one of this name took its place; what fails for another reason is logged.
   */
  run(name: string, work: () => Promise<unknown>): Promise<void> {
    this.#forget(name);
    return new Promise((settle) => {
      const waiting = { work, settle };
      this.#waiting.set(name, waiting);
      void this.#try([name, waiting]).then((isDone) => {
        if (!isDone) this.#arm();
      });
    });
  }

  /** Gives up what waits: the next process finds it by this one's lease. Idempotent. */
  close(): void {
    this.#isClosed = true;
    this.#takeBack?.();
    this.#waiting.clear();
  }

  #forget(name: string): void {
    this.#waiting.get(name)?.settle();
    this.#waiting.delete(name);
  }

  #arm(): void {
    if (this.#isClosed || this.#takeBack) return;
    this.#takeBack = this.#clock.after(AGAIN_MS, () => void this.#round());
  }

  /** The first one finds out whether the storage is back; the others follow only then. */
  async #round(): Promise<void> {
    const [first, ...others] = this.#waiting;
    let isBack = first !== undefined && (await this.#try(first));
    while (isBack && others.length > 0) {
      const outcomes = await Promise.all(
        others.splice(0, SIDE_BY_SIDE).map((entry) => this.#try(entry)),
      );
      isBack = !outcomes.includes(false);
    }
    this.#takeBack = undefined;
    if (this.#waiting.size > 0) this.#arm();
  }

  /** Whether the storage answered. */
  async #try([name, waiting]: [string, Waiting]): Promise<boolean> {
    if (this.#waiting.get(name) !== waiting) return true;
    try {
      await waiting.work();
    } catch (error) {
      const isAway = isStorageAway(error);
      this.#logger.warn({ name, err: error, isTriedAgain: isAway }, "could not be written");
      if (isAway) return false;
    }
    if (this.#waiting.get(name) === waiting) this.#forget(name);
    return true;
  }
}

/** Whether the storage refused for now, so that a write may still be taken, or may have been. */
export function isStorageAway(error: unknown): boolean {
  return (
    error instanceof CallError &&
    (error.code === "storage-unavailable" || error.code === "storage-full")
  );
}
