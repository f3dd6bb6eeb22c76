import { CallError, type ConnectorFailure } from "@ringline/protocol";
import type { Clock } from "../clock.ts";
import { cleanLine } from "../logs/clean-line.ts";
import type { Logger } from "../logs/logger.ts";
import { newReference } from "../logs/reference.ts";

/** The most that a connector may answer, as JSON text. */
const MOST_CHARACTERS = 65_536;
/** Of the reason that administrators read. */
export const REASON_BYTES = 300;

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
  lastFailure: ConnectorFailure | undefined;

  constructor(options: FenceOptions) {
    this.#options = options;
  }

  /** One for what the connector leaves over: as bounded, and its failures are logged, but not what administrators read. */
  beside(): Fence {
    return new Fence(this.#options);
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
      throw this.failed(step, new CallError("connector-failed", { cause }));
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

  /** For what answers at once; nothing where it fails, or promises an answer. */
  look<Answer>(
    step: string,
    work: () => unknown,
    read: (answer: unknown) => Answer,
  ): Answer | undefined {
    try {
      const answer = work();
      if (answer instanceof Promise) {
        answer.catch(() => {});
        throw new Error("a promise in place of an answer");
      }
      return read(answer);
    } catch (cause) {
      this.failed(step, new CallError("connector-failed", { cause }));
      return undefined;
    }
  }

  /** Keeps and logs that a step was not done; answers the error. */
  failed(step: string, error: CallError): CallError {
    const { connector, clock, logger } = this.#options;
    const reference = newReference();
    const at = new Date(clock.now()).toISOString();
    const reason = cleanLine(reasonOf(error), REASON_BYTES);
    this.lastFailure = { at, step, code: error.code, reason, reference };
    logger.warn({ reference, connector, step, err: error.cause }, "a connector failed");
    return error;
  }
}

/** Whatever a connector throws; even asking it for its message may throw. */
function reasonOf({ cause, details, message }: CallError): string {
  if (details.detail !== undefined) return details.detail;
  try {
    return String((cause instanceof Error ? cause.message : cause) ?? "") || message;
  } catch {
    return "an error that cannot be read";
  }
}

function copyOf(answer: unknown): unknown {
  const text: string | undefined = answer === undefined ? undefined : JSON.stringify(answer);
  if (text === undefined) return undefined;
  if (text.length > MOST_CHARACTERS) throw new Error(`an answer of ${text.length} characters`);
  return JSON.parse(text);
}
