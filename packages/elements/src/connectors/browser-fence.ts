import type { Logs } from "@ringline/client";
import { CallError } from "@ringline/protocol";
import type { StepMarks } from "./step-marks.ts";

/** What is asked of a browser half, and waited for. */
type AskedStep = "load" | "init" | "join" | "button" | "settings";

/** What a browser half does in a page; `listener`: what it does when its button is pressed, or its call has news. */
export type ConnectorStep = AskedStep | "listener";

/** A browser half that did not do what it should: for the log and for administrators, not for the person. */
export interface ConnectorFault {
  connector: string;
  step: ConnectorStep;
  /** In words, of untrusted origin; cut to 300 characters. */
  reason: string;
}

/** As `BrowserConnector` promises to connectors. */
const MOST_MS: Record<AskedStep, number> = {
  load: 10_000,
  init: 5_000,
  join: 15_000,
  button: 3_000,
  settings: 5_000,
};
const MOST_CHARACTERS = 300;

export interface BrowserFenceOptions {
  onFault(fault: ConnectorFault): void;
  marks: StepMarks;
  /** For tests; default as promised to connectors. */
  mostMs?: Partial<Record<AskedStep, number>>;
}

/** Every call into a browser half goes through it: bounded in time, and whatever is thrown becomes `connector-failed`. */
export class BrowserFence {
  readonly #options: BrowserFenceOptions;

  constructor(options: BrowserFenceOptions) {
    this.#options = options;
  }

  /** @throws {CallError} connector-failed, after it was reported */
  async run<Answer>(
    connector: string,
    step: AskedStep,
    work: () => Answer | Promise<Answer>,
  ): Promise<Awaited<Answer>> {
    const unmark = this.#options.marks.set(connector, step);
    const { promise: tooLate, reject } = Promise.withResolvers<never>();
    const mostMs = this.#options.mostMs?.[step] ?? MOST_MS[step];
    const timer = setTimeout(() => reject(new Error(`no answer within ${mostMs} ms`)), mostMs);
    try {
      return await Promise.race([(async () => work())(), tooLate]);
    } catch (cause) {
      this.report({ connector, step, reason: reasonOf(cause) });
      throw new CallError("connector-failed", { cause });
    } finally {
      clearTimeout(timer);
      unmark();
    }
  }

  report({ connector, step, reason }: ConnectorFault): void {
    this.#options.onFault({ connector, step, reason: reason.slice(0, MOST_CHARACTERS) });
  }
}

/** Writes a fault down where the administration finds it: its table shows the newest of each connector. */
export function logFault(
  logs: Pick<Logs, "getLog">,
  { connector, step, reason }: ConnectorFault,
): void {
  const error = new CallError("connector-failed", { detail: reason });
  logs.getLog(connector).prefix(step).error(`${step} failed: ${reason}`, error);
}

/** Whatever a connector throws; even asking it for its message may throw. */
function reasonOf(cause: unknown): string {
  try {
    return cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
  } catch {
    return "an error that cannot be read";
  }
}
