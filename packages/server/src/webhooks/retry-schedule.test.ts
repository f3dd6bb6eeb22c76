import { describe, expect, it } from "vitest";
import { nextTry } from "./retry-schedule.ts";

const HOUR = 60 * 60_000;

describe("when a webhook is sent again", () => {
  it("[HOOK4] later and later, over three days, then never", () => {
    const waits = Array.from({ length: 12 }, (_, index) =>
      nextTry(index + 1, { now: 0, random: 0 }),
    );

    expect(waits).toEqual([
      5_000,
      30_000,
      300_000,
      HOUR / 2,
      2 * HOUR,
      5 * HOUR,
      10 * HOUR,
      14 * HOUR,
      20 * HOUR,
      24 * HOUR,
      undefined,
      undefined,
    ]);
    const inAll = waits.reduce<number>((sum, wait) => sum + (wait ?? 0), 0);
    expect(inAll / HOUR).toBeGreaterThan(72);
  });

  it("[HOOK4] what failed together does not come back together", () => {
    expect(nextTry(1, { now: 1_000, random: 0.5 })).toBe(6_500);
    expect(nextTry(5, { now: 0, random: 1 })).toBe(2.4 * HOUR);
  });

  it("[HOOK4] a receiver that asks for patience gets it, for a day at most", () => {
    expect(nextTry(1, { now: 0, random: 0, retryAfterMs: 60_000 })).toBe(60_000);
    expect(nextTry(3, { now: 0, random: 0, retryAfterMs: 1_000 })).toBe(300_000);
    expect(nextTry(1, { now: 0, random: 0, retryAfterMs: 99 * HOUR })).toBe(24 * HOUR);
  });
});
