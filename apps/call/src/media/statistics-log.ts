import type { Logger } from "@ringline/client";
import type { MediaSession } from "@ringline/connector-spi/browser";
import { type Counters, isPoor, type MediaSample, sampleOf } from "./statistics.ts";

const TICK_MS = 10_000;
/** So many samples come one after the other; later, while all is well, every third. */
const CLOSE_SAMPLES = 12;
const THEN_EVERY = 3;
/** A connector that does not answer is not waited for. */
const ANSWER_MS = 2_000;

/** Samples a media session into the log of its call: every ten seconds, at changes of its state, and at its end (B10). */
export class StatisticsLog {
  #counters: Counters = new Map();
  #ticks = 0;
  #last: MediaSample | undefined;
  #isSampling = false;
  readonly #timer: ReturnType<typeof setInterval>;
  readonly #session: MediaSession;
  readonly #log: Logger;

  constructor(session: MediaSession, log: Logger) {
    this.#session = session;
    this.#log = log;
    this.#timer = setInterval(() => this.#tick(), TICK_MS);
    session.on("state", ({ state }) => {
      log.info(`media is ${state}`);
      if (state === "connected" || state === "reconnecting") void this.#sample();
    });
  }

  /** The last sample is asked for before the session is left. Settles when it is logged, or in two seconds at the latest. */
  stop(): Promise<void> {
    clearInterval(this.#timer);
    return this.#sample();
  }

  #tick(): void {
    this.#ticks += 1;
    const isSoon = this.#ticks <= CLOSE_SAMPLES || this.#ticks % THEN_EVERY === 0;
    if (isSoon || (this.#last !== undefined && isPoor(this.#last))) void this.#sample();
  }

  async #sample(): Promise<void> {
    if (this.#isSampling) return;
    this.#isSampling = true;
    try {
      const report = await withinTime(this.#session.stats());
      if (report === undefined) return;
      const { sample, counters } = sampleOf(report, this.#counters);
      this.#counters = counters;
      this.#last = sample;
      this.#log.debug("media statistics", sample);
    } catch (error) {
      this.#log.trace("no media statistics", { error: String(error) });
    } finally {
      this.#isSampling = false;
    }
  }
}

function withinTime<Value>(work: Promise<Value>): Promise<Value | undefined> {
  const late = new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), ANSWER_MS));
  return Promise.race([work, late]);
}
