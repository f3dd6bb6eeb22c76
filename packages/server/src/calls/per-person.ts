import type { PersonId } from "@ringline/protocol";

const NONE: readonly never[] = [];

/** Things by person: mostly one each, for many thousands of people, so a plain array is smaller than a set. */
export class PerPerson<Thing> {
  readonly #things = new Map<PersonId, readonly Thing[]>();

  add(person: PersonId, thing: Thing): void {
    this.#things.set(person, [...this.of(person), thing]);
  }

  remove(person: PersonId, thing: Thing): void {
    const left = this.of(person).filter((other) => other !== thing);
    if (left.length > 0) this.#things.set(person, left);
    else this.#things.delete(person);
  }

  /** Oldest first. Stays as it is while one goes through it, whatever is added or removed. */
  of(person: PersonId): readonly Thing[] {
    return this.#things.get(person) ?? NONE;
  }

  all(): Iterable<readonly Thing[]> {
    return this.#things.values();
  }
}
