import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { placeCall } from "../../calls/call-machine.ts";
import { BlockableWay } from "../../testing/blockable-way.ts";
import { annaCallsBob, START } from "../../testing/call-fixtures.ts";
import { HandTurnedClock } from "../../testing/hand-turned-clock.ts";
import { noPostgres, scratchDatabase } from "../../testing/scratch-database.ts";
import type { Store } from "../store.ts";
import { openPostgres } from "./postgres-store.ts";

describe.skipIf(noPostgres)("PostgreSQL that goes away", () => {
  let database: Awaited<ReturnType<typeof scratchDatabase>>;
  let way: BlockableWay;
  let store: Store;
  beforeEach(async () => {
    database = await scratchDatabase();
    way = new BlockableWay(database.url);
    store = await openPostgres(await way.open(), new HandTurnedClock());
  });
  afterEach(async () => {
    await store.close();
    way.close();
    await database.drop();
  });

  const commands = {
    create: () => {
      const id = "away";
      const input = annaCallsBob({ id, target: { type: "room", id } });
      return store.calls.create(placeCall(input, START), { caller: id, key: id, inputHash: "h" });
    },
    change: () => store.calls.change("away", (call) => call),
    read: () => store.calls.liveOf("bob"),
    people: () => store.people.get(["anna"]),
    probe: () => store.probe(),
  };

  it("[STORE8] every command is refused within two seconds while nothing passes, and works after", async () => {
    await store.probe();
    way.block(true);
    const begun = performance.now();

    const outcomes = await Promise.allSettled(Object.values(commands).map((command) => command()));

    expect(performance.now() - begun).toBeLessThan(5_000);
    for (const outcome of outcomes)
      expect(outcome).toMatchObject({
        status: "rejected",
        reason: { code: "storage-unavailable", status: 503 },
      });
    way.block(false);
    way.cut();
    await expect(commands.create()).resolves.toMatchObject({ outcome: "created" });
  });

  it("[STORE8] a command that meets cut connections is refused, the next one is not", async () => {
    await store.probe();
    way.cut();

    const outcomes = await Promise.allSettled([commands.read(), commands.probe()]);
    for (const outcome of outcomes)
      if (outcome.status === "rejected")
        expect(outcome.reason).toMatchObject({ code: "storage-unavailable" });

    await expect(commands.read()).resolves.toBeInstanceOf(Array);
  });
});
