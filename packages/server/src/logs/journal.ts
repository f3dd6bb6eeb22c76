import type { Clock } from "../clock.ts";
import type { LogStore, NewLogLine } from "../store/store.ts";
import type { Logger } from "./logger.ts";

/** Lines wait this long for others, so that a call never waits for one. */
const WRITE_MS = 250;
/** While the database is away or slow: then the oldest go. */
const MOST_WAITING = 5_000;

export interface JournalOptions {
  store: Pick<LogStore, "append">;
  clock: Clock;
  /** Not one that writes here. */
  logger: Logger;
}

/**
 * The lines that are kept for administrators, written beside the work and never within it: in batches, bounded, and lost rather
 * than waited for. A process that is killed loses those of its last quarter of a second.
 */
export class Journal {
  #waiting: NewLogLine[] = [];
  #lost = 0;
  #writing: Promise<void> | undefined;
  #takeBack: (() => void) | undefined;
  readonly #options: JournalOptions;

  constructor(options: JournalOptions) {
    this.#options = options;
  }

  add(line: NewLogLine): void {
    this.#waiting.push(line);
    if (this.#waiting.length > MOST_WAITING) {
      const beyond = this.#waiting.length - MOST_WAITING;
      this.#waiting.splice(0, beyond + MOST_WAITING / 10);
      this.#lost += beyond + MOST_WAITING / 10;
    }
    this.#takeBack ??= this.#options.clock.after(WRITE_MS, () => void this.flush());
  }

  /** Writes what waits; settles when it is kept or given up. */
  async flush(): Promise<void> {
    this.#takeBack?.();
    this.#takeBack = undefined;
    await this.#writing;
    const lines = this.#waiting;
    if (lines.length === 0) return;
    this.#waiting = [];
    this.#writing = this.#write(lines);
    await this.#writing;
  }

  async #write(lines: readonly NewLogLine[]): Promise<void> {
    const { store, clock, logger } = this.#options;
    const lost = this.#lost;
    this.#lost = 0;
    const all = lost > 0 ? [lossLine(lost, clock.now()), ...lines] : lines;
    try {
      await store.append(all);
    } catch (error) {
      this.#lost += lost + lines.length;
      logger.warn({ err: error, lines: lines.length }, "log lines could not be kept");
    }
  }
}

function lossLine(lost: number, at: number): NewLogLine {
  const message = `${lost} older lines were lost`;
  return { at: Math.round(at), source: "server", level: "warn", message };
}
