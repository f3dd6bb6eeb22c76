import type { CallId } from "@ringline/protocol";
import type { Clock } from "../clock.ts";
import type { Logger } from "../logs/logger.ts";
import type { CallStore, DueCall } from "../store/store.ts";
import { nextDeadline } from "./call-machine.ts";
import type { CallRecord, Millis } from "./call-record.ts";

/** Calls that are taken at once. */
const AT_ONCE = 200;
/** A call whose deadline cannot be applied is tried again after a second, then after twice as long each time. */
const FIRST_WAIT_MS = 1_000;
const LAST_WAIT_MS = 60_000;

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
  /** Calls whose deadline could not be applied, and when they are tried again. */
  readonly #failed = new Map<CallId, { wait: Millis; at: Millis }>();
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

  /** Applies the time to every call that is due, whoever set its deadline, however many they are. */
  async sweep(): Promise<void> {
    if (this.#isSweeping || this.#isClosed) return;
    this.#isSweeping = true;
    try {
      await this.#sweepAll();
    } catch (error) {
      this.#options.logger.warn({ err: error }, "deadlines could not be read");
    } finally {
      this.#isSweeping = false;
    }
  }

  close(): void {
    this.#isClosed = true;
    this.#timer?.takeBack();
    this.#times.clear();
  }

  async #sweepAll(): Promise<void> {
    const { store, clock } = this.#options;
    const now = clock.now();
    const seen = new Set<CallId>();
    let page: DueCall[] = [];
    do {
      page = await store.due(now, AT_ONCE, page.at(-1));
      for (const { id } of page) seen.add(id);
      await this.#passAll(page.map(({ id }) => id));
    } while (page.length === AT_ONCE && !this.#isClosed);
    for (const id of this.#failed.keys()) if (!seen.has(id)) this.#failed.delete(id);
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
    void this.#passInParts(due);
    this.#arm(Math.min(...this.#times.values()));
  }

  async #passInParts(calls: readonly CallId[]): Promise<void> {
    for (let from = 0; from < calls.length && !this.#isClosed; from += AT_ONCE)
      await this.#passAll(calls.slice(from, from + AT_ONCE));
  }

  async #passAll(calls: readonly CallId[]): Promise<void> {
    const now = this.#options.clock.now();
    const isItsTurn = (call: CallId) => (this.#failed.get(call)?.at ?? 0) <= now;
    await Promise.all(calls.filter(isItsTurn).map((call) => this.#pass(call)));
  }

  async #pass(call: CallId): Promise<void> {
    const { pass, clock, logger } = this.#options;
    try {
      await pass(call);
      this.#failed.delete(call);
    } catch (error) {
      const before = this.#failed.get(call)?.wait ?? FIRST_WAIT_MS / 2;
      const wait = Math.min(before * 2, LAST_WAIT_MS);
      this.#failed.set(call, { wait, at: clock.now() + wait });
      logger.warn(
        { err: error, callId: call, retryAfterMs: wait },
        "a deadline could not be applied; the sweep tries again",
      );
    }
  }
}
