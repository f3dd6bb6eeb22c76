import type { Millis } from "./calls/call-record.ts";
import type { Clock } from "./clock.ts";

/** The clock never runs slower or faster than this beside true time: a deadline is never far off while it slews. */
const SLEW_RATE = 0.1;
/** A first difference, or one that slewing would take minutes for, is taken forward at once; never backward. */
const STEP_MS = 10_000;

/**
 * Time by the process's monotonic counter, counted from the wall clock at the start: whoever sets the computer's clock later
 * changes nothing here (G29). `steerTo` brings it in step with the database's clock, slowly, and never back.
 */
export class SystemClock implements Clock {
  /** Reading of the counter and of this clock at the last steer. */
  #counter = performance.now();
  #reading = Date.now();
  /** What is still to be made up since then: positive when this clock is behind. */
  #behind = 0;

  now(): Millis {
    const passed = performance.now() - this.#counter;
    return Math.floor(this.#reading + passed + madeUp(this.#behind, passed));
  }

  after(ms: number, run: () => void): () => void {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  }

  every(ms: number, run: () => void): () => void {
    const timer = setInterval(run, ms);
    return () => clearInterval(timer);
  }

  /** Moves towards this time of the database's clock. */
  steerTo(time: Millis): void {
    const reading = this.now();
    this.#counter = performance.now();
    const difference = time - reading;
    const step = difference > STEP_MS ? difference : 0;
    this.#reading = reading + step;
    this.#behind = difference - step;
  }
}

function madeUp(behind: number, passed: number): number {
  const most = passed * SLEW_RATE;
  return Math.max(-most, Math.min(most, behind));
}

interface Steering {
  /** Reads the database's clock. */
  now(): Promise<Millis>;
  everyMs?: number;
}

/**
 * Keeps the clock in step with the database's until taken back. An answer that took long says little and is left out.
 * Resolves after the first look, so that a server starts with the right time.
 */
export async function keepInStep(clock: SystemClock, steering: Steering): Promise<() => void> {
  await look(clock, steering);
  const stop = clock.every(steering.everyMs ?? 10_000, () => {
    look(clock, steering).catch(() => {});
  });
  return stop;
}

const LONGEST_LOOK_MS = 500;

async function look(clock: SystemClock, { now }: Steering): Promise<void> {
  const before = performance.now();
  const time = await now();
  const took = performance.now() - before;
  if (took <= LONGEST_LOOK_MS) clock.steerTo(time + took / 2);
}
