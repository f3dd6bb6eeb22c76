/** How long the leader may take to answer. */
const PATIENCE_MS = 1_000;
/** …and at most, after it was taken for dead before: on a machine under load, pages shall not go on replacing each other. */
const MOST_PATIENCE_MS = 8_000;
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
  #askedAt = 0;
  #patienceMs = PATIENCE_MS;
  readonly #options: LeaderWatchOptions;

  constructor(options: LeaderWatchOptions) {
    this.#options = options;
  }

  /** Asks now, for instance because the page became visible. */
  look(): void {
    this.stop();
    if (!this.#options.isVisible()) return;
    this.#askedAt = performance.now();
    this.#options.ask();
    this.#timer = setTimeout(() => this.#judge(), this.#patienceMs);
  }

  /** The leader said something. */
  heard(): void {
    this.stop();
    if (performance.now() - this.#askedAt < PATIENCE_MS / 2) this.#patienceMs = PATIENCE_MS;
    if (this.#options.isVisible()) this.#timer = setTimeout(() => this.look(), PAUSE_MS);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #judge(): void {
    // A timer that is late was itself asleep: the answer may be waiting behind it.
    const wasAsleep = performance.now() - this.#askedAt > 1.5 * this.#patienceMs;
    if (wasAsleep || !this.#options.isVisible()) {
      this.look();
      return;
    }
    this.#patienceMs = Math.min(2 * this.#patienceMs, MOST_PATIENCE_MS);
    this.#options.onDead();
  }
}
