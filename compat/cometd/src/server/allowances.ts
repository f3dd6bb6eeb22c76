import { Allowance } from "./allowance.ts";

/** An allowance for each name; full ones are forgotten. */
export class Allowances {
  readonly #byName = new Map<string, Allowance>();
  readonly #perMinute: number;

  /** So many at once, and refilled within a minute. */
  constructor(perMinute: number) {
    this.#perMinute = perMinute;
  }

  of(name: string): Allowance {
    for (const [other, allowance] of this.#byName) if (allowance.isFull) this.#byName.delete(other);
    const allowance =
      this.#byName.get(name) ?? new Allowance(this.#perMinute / 60, this.#perMinute);
    this.#byName.set(name, allowance);
    return allowance;
  }
}
