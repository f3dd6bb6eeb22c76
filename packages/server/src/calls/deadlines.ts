import type { CallId } from "@ringline/protocol";
import type { Clock } from "../clock.ts";
import type { Logger } from "../logs/logger.ts";
import type { CallStore } from "../store/store.ts";
import { nextDeadline } from "./call-machine.ts";
import type { CallRecord, Millis } from "./call-record.ts";

/** Calls that one sweep takes. */
const SWEEP_LIMIT = 200;

export interface DeadlinesOptions {
  store: Pick<CallStore, "due">;
  clock: Clock;
  logger: Logger;
  /** Applies the time to a call; idempotent, on any process. */
  pass(call: CallId): Promise<unknown>;
}

/**
 * Lets time end what must end. Deadlines are columns, so they outlive every process; a timer for the next one that was set
 * here only makes it punctual, and the sweep finds all others.
 */
export class Deadlines {
  readonly #options: DeadlinesOptions;
  readonly #times = new Map<CallId, Millis>();
  #timer: { at: Millis; takeBack: () => void } | undefined;
  #isSweeping = false;
  #isClosed = false;

  constructor(options: DeadlinesOptions) {
    this.#options = options;
  }

  /** Remembers when this call must be looked at; newest word wins. */
  watch(call: CallRecord): void {
    const at = nextDeadline(call);
    if (at === undefined) this.#times.delete(call.id);
    else this.#times.set(call.id, at);
    if (at !== undefined && at < (this.#timer?.at ?? Number.POSITIVE_INFINITY)) this.#arm(at);
  }

  /** Applies the time to every call that is due, whoever set its deadline. */
  async sweep(): Promise<void> {
    if (this.#isSweeping || this.#isClosed) return;
    this.#isSweeping = true;
    const { store, clock, logger } = this.#options;
    try {
      await this.#passAll(await store.due(clock.now(), SWEEP_LIMIT));
    } catch (error) {
      logger.warn({ err: error }, "deadlines could not be read");
    } finally {
      this.#isSweeping = false;
    }
  }

  close(): void {
    this.#isClosed = true;
    this.#timer?.takeBack();
    this.#times.clear();
  }

  #arm(at: Millis): void {
    this.#timer?.takeBack();
    this.#timer = undefined;
    if (this.#isClosed || !Number.isFinite(at)) return;
    const wait = Math.max(0, at - this.#options.clock.now());
    this.#timer = { at, takeBack: this.#options.clock.after(wait, () => this.#passDue()) };
  }

  #passDue(): void {
    const now = this.#options.clock.now();
    const due = [...this.#times].filter(([, at]) => at <= now).map(([id]) => id);
    for (const id of due) this.#times.delete(id);
    void this.#passAll(due);
    this.#arm(Math.min(...this.#times.values()));
  }

  async #passAll(calls: readonly CallId[]): Promise<void> {
    const { pass, logger } = this.#options;
    const passOne = (call: CallId) =>
      pass(call).catch((error: unknown) => {
        logger.warn(
          { err: error, callId: call },
          "a deadline could not be applied; the sweep tries again",
        );
      });
    await Promise.all(calls.map(passOne));
  }
}
