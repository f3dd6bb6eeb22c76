import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, it, vi } from "vitest";
import { keepInStep, SystemClock } from "./system-clock.ts";

afterEach(() => vi.useRealTimers());

/** Turns the monotonic counter and the wall clock by hand, each for itself. */
function turnable(): { counter(ms: number): void; wall(ms: number): void } {
  vi.useFakeTimers({ now: Date.UTC(2027, 0, 1), toFake: ["Date", "performance"] });
  return {
    counter: (ms) => vi.advanceTimersByTime(ms),
    wall: (ms) => vi.setSystemTime(Date.now() + ms),
  };
}

describe("the server's clock", () => {
  it.each([3_600_000, -3_600_000])(
    "[STORE17] goes on evenly when the computer's is set by %i ms",
    (jump) => {
      const time = turnable();
      const clock = new SystemClock();
      const before = clock.now();

      time.wall(jump);
      expect(clock.now()).toBe(before);
      time.counter(1_000);

      expect(clock.now()).toBe(before + 1_000);
    },
  );

  it("[STORE17] falls back to the database's by running slower, never by going back", () => {
    const time = turnable();
    const clock = new SystemClock();
    const before = clock.now();

    clock.steerTo(before - 500);
    expect(clock.now()).toBe(before);
    time.counter(1_000);
    expect(clock.now()).toBe(before + 900);
    time.counter(9_000);

    expect(clock.now()).toBe(before + 10_000 - 500);
  });

  it("[STORE17] catches up with the database's by running faster, and leaps over a long way", () => {
    const time = turnable();
    const clock = new SystemClock();
    const before = clock.now();

    clock.steerTo(before + 500);
    time.counter(1_000);
    expect(clock.now()).toBe(before + 1_100);
    clock.steerTo(before + 3_600_000);

    expect(clock.now()).toBe(before + 3_600_000);
  });

  it.each([3_600_000, -3_600_000, -500])(
    "[STORE17] is set by the first look, also when it was %i ms beside the database's",
    async (beside) => {
      const clock = new SystemClock();
      const time = Date.now() + beside;

      const stop = await keepInStep(clock, { now: async () => time });
      stop();

      expect(Math.abs(clock.now() - time)).toBeLessThan(50);
    },
  );

  it("[STORE17] looks again at the start where an answer was slow, and takes the quickest", async () => {
    const clock = new SystemClock();
    const start = Date.now() - 60_000;
    const waits = [200, 120, 0];
    let looks = 0;
    // A slow database: it read its clock before the wait, as a queue at its door would have it.
    const now = async () => {
      const time = start + looks;
      await sleep(waits[looks]);
      looks += 1;
      return time;
    };

    const stop = await keepInStep(clock, { now });
    stop();

    expect(looks).toBe(3);
    expect(Math.abs(clock.now() - start)).toBeLessThan(50);
  });

  it("[STORE17] is in step from the first look on, and looks again", async () => {
    const clock = new SystemClock();
    const ahead = Date.now() + 3_600_000;
    let looks = 0;
    const now = async () => {
      looks += 1;
      if (looks > 1) throw new Error("the database is away");
      return ahead;
    };

    const stop = await keepInStep(clock, { now, everyMs: 5 });
    expect(clock.now()).toBeGreaterThanOrEqual(ahead);
    await vi.waitUntil(() => looks > 2);
    stop();

    const after = looks;
    await sleep(30);
    expect(looks).toBe(after);
  });

  it("[STORE17] runs what was asked for, unless it was taken back", async () => {
    const clock = new SystemClock();
    const ran: string[] = [];
    clock.after(1, () => ran.push("once"));
    clock.after(1, () => ran.push("never"))();
    const stop = clock.every(1, () => ran.push("again"));

    await vi.waitUntil(() => ran.filter((what) => what === "again").length > 2);
    stop();

    expect(ran).toContain("once");
    expect(ran).not.toContain("never");
  });
});
