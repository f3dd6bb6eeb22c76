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
    const { connector, clock, logger, mostMs } = this.#options;
    const abort = new AbortController();
    let takeBack = () => {};
    const tooLate = new Promise<never>((_, reject) => {
      takeBack = clock.after(mostMs, () => reject(new Error(`no answer within ${mostMs} ms`)));
    });
    try {
      const answer = await Promise.race([(async () => work(abort.signal))(), tooLate]);
      checkSize(answer);
      return answer;
    } catch (cause) {
      abort.abort();
      const reference = newReference();
      this.lastFailure = { at: new Date(clock.now()).toISOString(), step, reference };
      logger.warn({ reference, connector, step, err: cause }, "a connector failed");
      throw new CallError("connector-failed", { cause });
    } finally {
      takeBack();
    }
  }
}

function checkSize(answer: unknown): void {
  const text = answer === undefined ? "" : JSON.stringify(answer);
  if (text.length > MOST_CHARACTERS) throw new Error(`an answer of ${text.length} characters`);
}
