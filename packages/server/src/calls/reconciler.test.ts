import { describe, expect, it } from "vitest";
import { createLogger } from "../logs/logger.ts";
import type { Store } from "../store/store.ts";
import { talk } from "../testing/call-fixtures.ts";
import { HandTurnedClock } from "../testing/hand-turned-clock.ts";
import { KnownCalls } from "./known-calls.ts";
import { Reconciler } from "./reconciler.ts";

describe("the reconciler", () => {
  it("[SEAT11] takes no process for dead that came between its looks at leases and at calls", async () => {
    const processes = new Set<string>();
    const moved: unknown[] = [];
    // Both seats are on node-1, which begins to live just before the calls are read.
    const live = async () => {
      processes.add("node-1");
      return [talk().record];
    };
    const alive = async () => new Set(processes);
    const reconciler = new Reconciler({
      store: { calls: { live }, nodes: { alive } } as unknown as Store,
      known: new KnownCalls(600_000),
      clock: new HandTurnedClock(),
      logger: createLogger({ level: "silent" }),
      node: "node-0",
      isAlone: false,
      move: async (_call, event) => moved.push(event),
      onDeadNode: () => {},
    });

    await reconciler.run();

    expect(moved).toEqual([]);
  });
});
