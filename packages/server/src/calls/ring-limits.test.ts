import { describe, expect, it } from "vitest";
import { RATE_LIMITS } from "../limits.ts";
import type { Ring } from "../store/store.ts";
import { checkRings, isQuietened } from "./ring-limits.ts";

const NOW = 10_000_000;
const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** Rings so many milliseconds ago. */
function rings(agos: number[], more: Partial<Ring> = {}): Ring[] {
  return agos.map((ago) => ({ callee: "bob", at: NOW - ago, endReason: "cancelled", ...more }));
}

function waitFor(all: Ring[], callee = "bob"): number {
  try {
    checkRings({ rings: all, callee, now: NOW, limits: RATE_LIMITS });
    return 0;
  } catch (error) {
    return (error as { details: { retryAfterMs: number } }).details.retryAfterMs;
  }
}

describe("rings of one caller", () => {
  it.each([
    ["two within two minutes", rings([10 * SECOND, 20 * SECOND]), 0],
    ["three within two minutes", rings([0, 10 * SECOND, 20 * SECOND]), 2 * MINUTE],
    [
      "three, the cool-down half over",
      rings([1, 2, 3].map((n) => MINUTE + n * SECOND)),
      59 * SECOND,
    ],
    ["three, the cool-down over", rings([1, 2, 3].map((n) => 2 * MINUTE + n * SECOND)), 0],
    ["three over more than two minutes", rings([0, MINUTE, 2.5 * MINUTE]), 0],
    [
      "three times three: the third cool-down is eight minutes",
      rings([0, 0, 0, 4, 4, 4, 8, 8, 8].map((m) => m * MINUTE)),
      8 * MINUTE,
    ],
    ["three that were answered", rings([0, 1, 2], { endReason: "hung-up", isAnswered: true }), 0],
    ["three answered that failed", rings([0, 1, 2], { endReason: "failed", isAnswered: true }), 0],
    ["three that failed before an answer", rings([0, 0, 0], { endReason: "failed" }), 2 * MINUTE],
  ])("[RING13] at one callee: %s", (_case, all, wait) => {
    expect(waitFor(all)).toBe(wait);
  });

  it.each([
    ["nine others in a minute", 9, 0],
    ["ten others in a minute", 10, 1],
  ])("[RING15] at %s", (_case, count, refused) => {
    const all = Array.from({ length: count }, (_, n) => rings([n * SECOND], { callee: `p${n}` }));
    expect(Math.sign(waitFor(all.flat()))).toBe(refused);
  });

  it("[RING15] are sixty in an hour at most", () => {
    const spread = Array.from({ length: 60 }, (_, n) =>
      rings([n * 50 * SECOND], { callee: `p${n}` }),
    );

    expect(waitFor(spread.flat())).toBe(60 * MINUTE - 59 * 50 * SECOND);
    expect(waitFor(spread.slice(1).flat())).toBe(0);
  });

  it.each([
    ["one decline", rings([0], { endReason: "declined" }), false],
    ["two declines in ten minutes", rings([0, 9 * MINUTE], { endReason: "declined" }), true],
    ["two declines, one long ago", rings([0, 11 * MINUTE], { endReason: "declined" }), false],
    ["declines of another", rings([0, 1], { endReason: "declined", callee: "carol" }), false],
  ])("[RING14] are quiet after %s", (_case, all, quiet) => {
    const question = { rings: all, callee: "bob", now: NOW, limits: RATE_LIMITS };
    expect(isQuietened(question)).toBe(quiet);
  });
});
