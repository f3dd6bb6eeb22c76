import { ExoFailure } from "./exo-error.ts";

/** No promise of the older API is pending for longer; ringing and answering take far less. */
const ANSWER_MS = 20_000;

/** The time that one command may take. What is late has no further effect: the step after it is not taken. */
export class Patience {
  readonly #late = Promise.withResolvers<never>();
  readonly #timer: ReturnType<typeof setTimeout>;

  constructor(ms = ANSWER_MS) {
    // Who waits for nothing any more need not hear of it.
    this.#late.promise.catch(() => {});
    const failure = () => new ExoFailure("SERVER_ERROR", "The call server did not answer in time");
    this.#timer = setTimeout(() => this.#late.reject(failure()), ms);
  }

  /** The step, or SERVER_ERROR when the time is over before it is. */
  for<Value>(step: Promise<Value>): Promise<Value> {
    return Promise.race([this.#late.promise, step]);
  }

  end(): void {
    clearTimeout(this.#timer);
  }
}
