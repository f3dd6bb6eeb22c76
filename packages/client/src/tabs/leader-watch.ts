/** How long the leader may take to answer. */
const PATIENCE_MS = 1_000;
/** …and at most, after it was taken for dead before: on a machine under load, pages shall not go on replacing each other. */
const MOST_PATIENCE_MS = 8_000;
/** A page asks again so long after the last sign of life: one that is seen, and one that is hidden, whose timers are slow. */
const PAUSE_MS = 500;
const HIDDEN_PAUSE_MS = 10_000;

interface LeaderWatchOptions {
  isVisible(): boolean;
  ask(): void;
  /** The page asked, and nobody answered. */
  onDead(): void;
}

/** How a follower notices a leader that is frozen or dead: soon where it is seen, in the end where it is hidden. @see SPEC TABS5 */
export class LeaderWatch {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #askedAt = 0;
  #patienceMs = PATIENCE_MS;
  #wasLate = false;
  readonly #options: LeaderWatchOptions;

  constructor(options: LeaderWatchOptions) {
    this.#options = options;
  }

  /** Asks now, for instance because the page became visible. */
  look(): void {
    this.stop();
    this.#askedAt = performance.now();
    this.#options.ask();
    this.#timer = setTimeout(() => this.#judge(), this.#patienceMs);
  }

  /** The leader said something, to whichever page. */
  heard(): void {
    this.stop();
    this.#wasLate = false;
    if (performance.now() - this.#askedAt < PATIENCE_MS / 2) this.#patienceMs = PATIENCE_MS;
    const pauseMs = this.#options.isVisible() ? PAUSE_MS : HIDDEN_PAUSE_MS;
    this.#timer = setTimeout(() => this.look(), pauseMs);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #judge(): void {
    // A late timer may mean that the page was asleep, and the answer waits behind it. Browsers hold back each timer of a
    // hidden page, but no message: late twice without an answer is no answer.
    const isLate = performance.now() - this.#askedAt > 1.5 * this.#patienceMs;
    this.#wasLate = isLate && !this.#wasLate;
    if (this.#wasLate) {
      this.look();
      return;
    }
    this.#patienceMs = Math.min(2 * this.#patienceMs, MOST_PATIENCE_MS);
    this.#options.onDead();
  }
}
