import { describe, expect, it } from "vitest";
import { KnownCalls } from "../calls/known-calls.ts";
import { noHints } from "../hints/hints.ts";
import { createLogger } from "../logs/logger.ts";
import { HandTurnedClock } from "../testing/hand-turned-clock.ts";
import { Lookout, type LookoutOptions } from "./lookout.ts";

describe("the lookout", () => {
  it("[TELL8] looks through the whole time in which the storage could not be read", async () => {
    const clock = new HandTurnedClock();
    const storage = { isAway: false };
    const writtenAt = clock.now() + 10_000;
    const seen: string[] = [];
    const nothing = async () => [];
    const people = async (since: number) => {
      if (storage.isAway) throw new Error("away");
      return writtenAt >= since && writtenAt <= clock.now() ? ["bob"] : [];
    };
    const lookout = new Lookout({
      store: {
        calls: { changedSince: nothing },
        people: { changedSince: people },
        devices: { changedSince: nothing },
      },
      known: new KnownCalls(600_000),
      relay: { lookAgain: async () => {} },
      switches: { look: () => {} },
      hints: noHints(),
      clock,
      times: { pollMs: 1_000, lookBackMs: 5_000 },
      logger: createLogger({ level: "silent" }),
      beat: async () => {
        if (storage.isAway) throw new Error("away");
        seen.push("beat");
      },
      onPerson: (person: string) => seen.push(person),
    } as unknown as LookoutOptions);
    lookout.start();
    await clock.turn(5_000);

    storage.isAway = true;
    await clock.turn(20_000);
    storage.isAway = false;
    await clock.turn(2_000);
    lookout.stop();

    expect(seen.slice(0, 2)).toEqual(["beat", "bob"]);
  });
});
