/** So many lines a second may be written for long, and so many at once. */
const PER_SECOND = 50;
const BURST = 200;

/** Lets lines through up to a rate, so that a page that logs in a loop costs nothing but the call of a function. */
export class LineGate {
  #left = BURST;
  #at: number;
  #shut = 0;
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
    this.#at = now();
  }

  /** Whether one more may pass. */
  pass(): boolean {
    const now = this.#now();
    this.#left = Math.min(BURST, this.#left + ((now - this.#at) / 1_000) * PER_SECOND);
    this.#at = now;
    if (this.#left < 1) {
      this.#shut += 1;
      return false;
    }
    this.#left -= 1;
    return true;
  }

  /** How many were not let through since this was asked last. */
  takeShut(): number {
    const shut = this.#shut;
    this.#shut = 0;
    return shut;
  }
}
