import { CallError } from "@ringline/protocol";
import { describe, expect, it } from "vitest";
import { createLogger } from "./logs/logger.ts";
import { HandTurnedClock } from "./testing/hand-turned-clock.ts";
import { UntilWritten } from "./until-written.ts";

/** A storage that is away until it is back, and what was written. */
function setUp() {
  const clock = new HandTurnedClock();
  const untilWritten = new UntilWritten({ clock, logger: createLogger({ level: "silent" }) });
  const storage = { isAway: true, tries: 0, written: [] as string[] };
  const write = (what: string) => async () => {
    storage.tries += 1;
    if (storage.isAway) throw new CallError("storage-unavailable");
    storage.written.push(what);
  };
  return { clock, untilWritten, storage, write };
}

describe("what must be written", () => {
  it("[STORE20] is tried once a second until the storage takes it, then no more", async () => {
    const { clock, untilWritten, storage, write } = setUp();
    const written = untilWritten.run("a", write("a"));
    await clock.turn(0);

    await clock.turn(10_500);
    const meanwhile = storage.tries;
    storage.isAway = false;
    await clock.turn(1_000);
    await written;
    await clock.turn(10_000);

    expect(meanwhile).toBe(11);
    expect(storage).toMatchObject({ written: ["a"], tries: 12 });
  });

  it("[STORE20] waits once per name, the newest alone", async () => {
    const { clock, untilWritten, storage, write } = setUp();
    const older = untilWritten.run("a", write("older"));
    const newer = untilWritten.run("a", write("newer"));
    await older;
    await clock.turn(0);

    storage.isAway = false;
    await clock.turn(1_000);
    await newer;

    expect(storage.written).toEqual(["newer"]);
  });

  it("[STORE20] asks a storage that is away once a second, however many wait; then all are written", async () => {
    const { clock, untilWritten, storage, write } = setUp();
    const names = Array.from({ length: 100 }, (_, n) => `name ${n}`);
    const all = Promise.all(names.map((name) => untilWritten.run(name, write(name))));
    await clock.turn(0);
    const first = storage.tries;

    await clock.turn(5_000);
    const tries = storage.tries - first;
    storage.isAway = false;
    await clock.turn(1_000);
    await all;

    expect(tries).toBe(5);
    expect(storage.written.toSorted()).toEqual(names.toSorted());
  });

  it("[STORE20] is given up for what is no fault of the storage, and at the end of the process", async () => {
    const { clock, untilWritten, storage, write } = setUp();
    let tries = 0;
    const bug = async () => {
      tries += 1;
      throw new Error("a bug");
    };

    await untilWritten.run("bug", bug);
    void untilWritten.run("a", write("a"));
    await clock.turn(2_000);
    untilWritten.close();
    storage.isAway = false;
    await clock.turn(5_000);

    expect(tries).toBe(1);
    expect(storage.written).toEqual([]);
  });
});
