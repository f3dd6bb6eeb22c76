const PER_MINUTE = 100;
const MINUTE_MS = 60_000;

/** How many candidates are taken from the other side: each makes this browser send packets to an address of its choice (S65). */
export class CandidateBudget {
  #since = performance.now();
  #taken = 0;

  /** Whether one more may be taken now. */
  take(): boolean {
    const now = performance.now();
    if (now - this.#since >= MINUTE_MS) {
      this.#since = now;
      this.#taken = 0;
    }
    this.#taken += 1;
    return this.#taken <= PER_MINUTE;
  }
}
