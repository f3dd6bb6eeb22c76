/** How long the leader may take to answer. */
const PATIENCE_MS = 1_000;
/** A visible page asks again so long after the last sign of life. */
const PAUSE_MS = 800;

interface LeaderWatchOptions {
  isVisible(): boolean;
  ask(): void;
  /** A visible page asked, and nobody answered. */
  onDead(): void;
}

/** How a visible follower notices a leader that is frozen or dead; a hidden page does not look. @see SPEC TABS5 */
export class LeaderWatch {
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #options: LeaderWatchOptions;

  constructor(options: LeaderWatchOptions) {
    this.#options = options;
  }

  /** Asks now, for instance because the page became visible. */
  look(): void {
    this.stop();
    if (!this.#options.isVisible()) return;
    const askedAt = performance.now();
    this.#options.ask();
    this.#timer = setTimeout(() => {
      // A timer that is late was itself asleep: the answer may be waiting behind it.
      const wasAsleep = performance.now() - askedAt > 1.5 * PATIENCE_MS;
      if (wasAsleep || !this.#options.isVisible()) this.look();
      else this.#options.onDead();
    }, PATIENCE_MS);
  }

  /** The leader said something. */
  heard(): void {
    this.stop();
    if (this.#options.isVisible()) this.#timer = setTimeout(() => this.look(), PAUSE_MS);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}
