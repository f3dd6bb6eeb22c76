/** So many at once, refilled steadily. Clock readings in milliseconds. */
export class Allowance {
  #left: number;
  #at = performance.now();
  readonly #perSecond: number;
  readonly #burst: number;

  constructor(perSecond: number, burst: number) {
    this.#perSecond = perSecond;
    this.#burst = burst;
    this.#left = burst;
  }

  get isFull(): boolean {
    this.#refill();
    return this.#left >= this.#burst;
  }

  get isSpent(): boolean {
    this.#refill();
    return this.#left < 1;
  }

  /** Takes one; answers whether there was one. */
  take(): boolean {
    if (this.isSpent) return false;
    this.#left -= 1;
    return true;
  }

  /** What was taken for something that cost nothing after all. */
  giveBack(): void {
    this.#left = Math.min(this.#burst, this.#left + 1);
  }

  #refill(): void {
    const now = performance.now();
    this.#left = Math.min(this.#burst, this.#left + ((now - this.#at) / 1_000) * this.#perSecond);
    this.#at = now;
  }
}
