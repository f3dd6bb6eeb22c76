import type { CallId } from "@ringline/protocol";
import { describe, expect, it } from "vitest";
import { createLogger } from "../logs/logger.ts";
import type { DueCall } from "../store/store.ts";
import { HandTurnedClock } from "../testing/hand-turned-clock.ts";
import type { Millis } from "./call-record.ts";
import { Deadlines } from "./deadlines.ts";

const idOf = (place: number): CallId => `call-${String(place).padStart(5, "0")}`;

/** So many calls whose deadline is over; `tries` says what was asked of each. */
function dueCalls(count: number, isBroken: (id: CallId) => boolean = () => false) {
  const clock = new HandTurnedClock();
  const waiting = new Map<CallId, Millis>();
  for (let place = 0; place < count; place += 1) waiting.set(idOf(place), clock.now() - 1);
  const tries = new Map<CallId, number>();
  const most = { atOnce: 0 };
  let under = 0;
  const due = async (time: Millis, limit: number, after?: DueCall) =>
    [...waiting]
      .filter(([id, at]) => at <= time && id > (after?.id ?? ""))
      .slice(0, limit)
      .map(([id, at]) => ({ id, at }));
  const pass = async (id: CallId) => {
    tries.set(id, (tries.get(id) ?? 0) + 1);
    under += 1;
    most.atOnce = Math.max(most.atOnce, under);
    await Promise.resolve();
    under -= 1;
    if (isBroken(id)) throw new Error("broken");
    waiting.delete(id);
  };
  const logger = createLogger({ level: "silent" });
  return {
    clock,
    waiting,
    tries,
    most,
    deadlines: new Deadlines({ store: { due }, clock, logger, pass }),
  };
}

describe("deadlines", () => {
  it("[CALL24] one sweep ends five thousand calls that are due, two hundred at once", async () => {
    const { deadlines, waiting, most } = dueCalls(5_000);

    await deadlines.sweep();

    expect([waiting.size, most.atOnce]).toEqual([0, 200]);
  });

  it("[CALL24] three hundred that fail keep no other one waiting, and are tried ever more seldom", async () => {
    const { deadlines, waiting, tries, clock } = dueCalls(500, (id) => id < idOf(300));

    await deadlines.sweep();
    expect(waiting.size).toBe(300);
    for (let second = 0; second < 60; second += 1) {
      await clock.turn(1_000);
      await deadlines.sweep();
    }

    // At 0, 1, 3, 7, 15, 31 s.
    expect(new Set([...waiting.keys()].map((id) => tries.get(id)))).toEqual(new Set([6]));
  });
});
