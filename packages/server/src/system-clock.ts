import type { Millis } from "./calls/call-record.ts";
import type { Clock } from "./clock.ts";

/** The clock never runs slower or faster than this beside true time: a deadline is never far off while it slews. */
const SLEW_RATE = 0.1;
/** A difference that slewing would take minutes for, is taken forward at once; never backward. */
const STEP_MS = 10_000;

/**
 * Time by the process's monotonic counter, counted from the wall clock at the start: whoever sets the computer's clock later
 * changes nothing here (G29). `setTo` puts it right before anybody has read it; from then on `steerTo` keeps it in step with the
 * database's clock, slowly, and never back.
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

  /** Starts at this time of the database's clock, be it earlier or later: nobody has been told a time yet. */
  setTo(time: Millis): void {
    this.#counter = performance.now();
    this.#reading = time;
    this.#behind = 0;
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

/** An answer that took longer says little of the time. */
const LONGEST_LOOK_MS = 500;
/** The first look is taken again until it was this quick, at most so many times; the quickest counts. */
const QUICK_LOOK_MS = 50;
const MOST_FIRST_LOOKS = 5;

/**
 * Sets the clock by the database's, then keeps it in step until taken back. Resolves once it is set, so that a server starts
 * with the right time. @throws what the first look throws
 */
export async function keepInStep(clock: SystemClock, steering: Steering): Promise<() => void> {
  const { time, at } = await firstLook(steering);
  clock.setTo(time + (performance.now() - at));
  return clock.every(steering.everyMs ?? 10_000, () => {
    look(steering)
      .then(({ time, at, took }) => {
        if (took <= LONGEST_LOOK_MS) clock.steerTo(time + (performance.now() - at));
      })
      .catch(() => {});
  });
}

interface Look {
  /** The database's time… */
  time: Millis;
  /** …at this reading of the counter, give or take half of… */
  at: number;
  /** …the time that the answer took. */
  took: number;
}

async function firstLook(steering: Steering): Promise<Look> {
  let best = await look(steering);
  for (let looks = 1; looks < MOST_FIRST_LOOKS && best.took > QUICK_LOOK_MS; looks += 1) {
    const next = await look(steering);
    if (next.took < best.took) best = next;
  }
  return best;
}

async function look({ now }: Steering): Promise<Look> {
  const before = performance.now();
  const time = await now();
  const took = performance.now() - before;
  return { time, at: before + took / 2, took };
}
