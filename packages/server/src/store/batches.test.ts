import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { HandTurnedClock } from "../testing/hand-turned-clock.ts";
import { BATCH_ROWS, eachByItself, inBatches } from "./batches.ts";
import { openStore } from "./open.ts";
import type { NewLogLine } from "./store.ts";

let folder: string | undefined;
afterEach(() => {
  if (folder) rmSync(folder, { recursive: true });
});

/** How often something else could run meanwhile. */
async function turnsDuring(work: () => Promise<unknown>): Promise<number> {
  let turns = 0;
  let isDone = false;
  const tick = () => {
    turns += 1;
    if (!isDone) setImmediate(tick);
  };
  setImmediate(tick);
  await work();
  isDone = true;
  return turns;
}

describe("what is deleted", () => {
  it("[STORE30] is deleted until nothing is left, with turns of the event loop between", async () => {
    const counts = [BATCH_ROWS, BATCH_ROWS, 7];
    let all = 0;
    const turns = await turnsDuring(async () => {
      all = await inBatches(async () => counts.shift() ?? 0);
    });

    expect(all).toBe(2 * BATCH_ROWS + 7);
    expect(turns).toBeGreaterThanOrEqual(2);
    expect(counts).toEqual([]);
  });

  it("[STORE30] is deleted although something before it could not be", async () => {
    const done: string[] = [];
    const steps = [
      async () => done.push("first"),
      async () => Promise.reject(new Error("stuck")),
      async () => done.push("last"),
    ];

    await expect(eachByItself(steps)).rejects.toThrow("stuck");
    expect(done).toEqual(["first", "last"]);
  });

  it("[STORE30] [LOG6] with turns between also in SQLite, where a search of a text has them too", async () => {
    folder = mkdtempSync(join(tmpdir(), "ringline-batches-"));
    const clock = new HandTurnedClock();
    const store = await openStore({ database: `sqlite:${join(folder, "calls.db")}`, clock });
    const line = (n: number): NewLogLine => ({
      at: n,
      source: "page",
      level: "info",
      message: `line ${n} ${"of what pages say ".repeat(20)}`,
      person: `person-${n % 500}`,
    });
    for (let from = 0; from < 20_000; from += 5_000)
      await store.logs.append(Array.from({ length: 5_000 }, (_, n) => line(from + n)));

    const searching = await turnsDuring(() => store.logs.find({ text: "nowhere", limit: 50 }));
    const deleting = await turnsDuring(() => store.logs.tidy(19_000, 100));
    const left = await store.logs.find({ limit: 1_000 });
    await store.close();

    expect(left).toHaveLength(100);
    expect(searching).toBeGreaterThanOrEqual(10);
    expect(deleting).toBeGreaterThanOrEqual(39);
  });
});
