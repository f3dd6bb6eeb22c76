import { CallError, type ProviderState } from "@ringline/protocol";
import type { Clock } from "../clock.ts";
import type { Logger } from "../logs/logger.ts";
import { newReference } from "../logs/reference.ts";

/** The most that a connector may answer, as JSON text. */
const MOST_CHARACTERS = 65_536;

export interface FenceOptions {
  connector: string;
  clock: Clock;
  logger: Logger;
  mostMs: number;
}

/**
 * Every call into a connector goes through its fence: bounded in time, its answer in size, and whatever it throws becomes
 * `connector-failed`. It cannot stop an endless loop inside this process.
 */
export class Fence {
  readonly #options: FenceOptions;
  /** Of all steps, the last one that failed. */
  lastFailure: NonNullable<ProviderState["failure"]> | undefined;

  constructor(options: FenceOptions) {
    this.#options = options;
  }

  /** @throws {CallError} connector-failed */
  async run<Answer>(step: string, work: (signal: AbortSignal) => Promise<Answer>): Promise<Answer> {
    const { clock, mostMs } = this.#options;
    const abort = new AbortController();
    let takeBack = () => {};
    const tooLate = new Promise<never>((_, reject) => {
      takeBack = clock.after(mostMs, () => reject(new Error(`no answer within ${mostMs} ms`)));
    });
    try {
      return await Promise.race([(async () => work(abort.signal))(), tooLate]);
    } catch (cause) {
      abort.abort();
      throw this.#failed(step, cause);
    } finally {
      takeBack();
    }
  }

  /**
   * The same for an answer that is data: what is given on is a plain copy, read once, whatever getters or prototypes the
   * connector's object has.
   * @throws {CallError} connector-failed
   */
  ask<Answer = unknown>(
    step: string,
    work: (signal: AbortSignal) => Promise<unknown>,
    read: (copy: unknown) => Answer = (copy) => copy as Answer,
  ): Promise<Answer> {
    return this.run(step, async (signal) => read(copyOf(await work(signal))));
  }

  /** For what answers at once; nothing where it fails. */
  look<Answer>(step: string, work: () => Answer): Answer | undefined {
    try {
      return work();
    } catch (cause) {
      this.#failed(step, cause);
      return undefined;
    }
  }

  #failed(step: string, cause: unknown): CallError {
    const { connector, clock, logger } = this.#options;
    const reference = newReference();
    this.lastFailure = { at: new Date(clock.now()).toISOString(), step, reference };
    logger.warn({ reference, connector, step, err: cause }, "a connector failed");
    return new CallError("connector-failed", { cause });
  }
}

function copyOf(answer: unknown): unknown {
  const text: string | undefined = answer === undefined ? undefined : JSON.stringify(answer);
  if (text === undefined) return undefined;
  if (text.length > MOST_CHARACTERS) throw new Error(`an answer of ${text.length} characters`);
  return JSON.parse(text);
}
