/** Runs work one after the other per name, in the order of asking; different names run side by side. */
export class Serially {
  readonly #tails = new Map<string, Promise<unknown>>();

  async run<Answer>(name: string, work: () => Promise<Answer>): Promise<Answer> {
    const before = this.#tails.get(name) ?? Promise.resolve();
    const mine = before.then(work, work);
    this.#tails.set(name, mine);
    try {
      return await mine;
    } finally {
      if (this.#tails.get(name) === mine) this.#tails.delete(name);
    }
  }
}
