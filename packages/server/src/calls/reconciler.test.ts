import { describe, expect, it } from "vitest";
import { createLogger } from "../logs/logger.ts";
import type { Store } from "../store/store.ts";
import { START, talk } from "../testing/call-fixtures.ts";
import { HandTurnedClock } from "../testing/hand-turned-clock.ts";
import { KnownCalls } from "./known-calls.ts";
import { Reconciler } from "./reconciler.ts";

const BEAT_MS = 3_000;

function reconcilerOf(
  leases: () => Promise<Map<string, number>>,
  live = async () => [talk().record],
) {
  const clock = new HandTurnedClock();
  const moved: unknown[] = [];
  const told: number[] = [];
  const reconciler = new Reconciler({
    store: { calls: { live }, nodes: { leases } } as unknown as Store,
    known: new KnownCalls(600_000),
    clock,
    times: { beatMs: BEAT_MS },
    logger: createLogger({ level: "silent" }),
    node: "node-0",
    isAlone: false,
    move: async (_call, event) => moved.push(event),
    onNodes: () => told.push(clock.now() - START),
  });
  return { clock, moved, told, reconciler };
}

describe("the reconciler", () => {
  it("[SEAT11] takes no process for dead that came between its looks at leases and at calls", async () => {
    const processes = new Map<string, number>();
    // Both seats are on node-1, which begins to live just before the calls are read.
    const live = async () => {
      processes.set("node-1", START + 10_000);
      return [talk().record];
    };
    const { reconciler, moved } = reconcilerOf(async () => new Map(processes), live);

    await reconciler.run();

    expect(moved).toEqual([]);
  });

  it("[SEAT11] loses the seats of a dead process within a second of its lease's end, since that end", async () => {
    const leases = new Map([["node-1", START + 2_500]]);
    const { reconciler, clock, moved, told } = reconcilerOf(async () => leases);
    await reconciler.run();

    for (let second = 0; second < 3; second += 1) {
      await clock.turn(1_000);
      await reconciler.look();
    }

    expect(moved).toEqual([{ type: "node-lost", node: "node-1", since: START + 2_500 }]);
    expect(told).toEqual([3_000]);
  });

  it("[PRES7] says so when a lease that lapsed runs again, its own too", async () => {
    const leases = new Map([
      ["node-0", START + 1_500],
      ["node-1", START + 90_000],
    ]);
    const { reconciler, clock, moved, told } = reconcilerOf(async () => leases);
    await reconciler.run();
    await clock.turn(2_000);
    await reconciler.look();
    leases.set("node-0", clock.now() + 90_000);
    await reconciler.look();

    expect(told).toEqual([2_000, 2_000]);
    expect(moved).toEqual([]);
  });

  it("[SEAT12] after a time without the storage waits for two beats of the others, and counts from its return", async () => {
    const leases = new Map([["node-1", START + 10_000]]);
    const storage = { isAway: false };
    const { reconciler, clock, moved } = reconcilerOf(async () => {
      if (storage.isAway) throw new Error("away");
      return leases;
    });
    await reconciler.run();
    storage.isAway = true;
    await clock.turn(40_000);
    await reconciler.look();
    storage.isAway = false;
    await reconciler.run();
    await clock.turn(2 * BEAT_MS - 1);
    await reconciler.run();
    expect(moved).toEqual([]);

    await clock.turn(1);
    await reconciler.run();

    expect(moved).toEqual([{ type: "node-lost", node: "node-1", since: START + 40_000 }]);
  });
});
