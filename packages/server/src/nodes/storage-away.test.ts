import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { BlockableWay } from "../testing/blockable-way.ts";
import { noPostgres, scratchDatabase } from "../testing/scratch-database.ts";
import { answer, place, TestServer } from "../testing/test-server.ts";

/** Two processes; the database is far from one of them at times, for so short that its lease does not end. */
describe.skipIf(noPostgres)("while the database is away", () => {
  let database: Awaited<ReturnType<typeof scratchDatabase>>;
  let way: BlockableWay;
  let farUrl: string;
  let near: TestServer;
  let far: TestServer;
  beforeEach(async () => {
    database = await scratchDatabase();
    way = new BlockableWay(database.url);
    const times = { leaseMs: 60_000, offlineMs: 300, graceMs: 1_000 };
    near = await TestServer.start({ database: database.url, times });
    farUrl = await way.open();
    far = await TestServer.start({ database: farUrl, times });
  });
  afterEach(async () => {
    await Promise.all([near.close(), far.close()]);
    way.close();
    await database.drop();
  });

  it("[PRES7] whoever is taken for gone because a lease lapsed meanwhile is there again when it is back", async () => {
    await Promise.all([near.close(), far.close()]);
    const times = { leaseMs: 1_200, beatMs: 300, offlineMs: 300, reconcileMs: 500 };
    near = await TestServer.start({ database: database.url, times });
    far = await TestServer.start({ database: farUrl, times });
    const anna = await near.device("anna");
    const bob = await far.device("bob");
    await bob.socket.request("presence.subscribe", { people: ["bob"] });
    await anna.socket.request("presence.subscribe", { people: ["bob"] });

    way.block(true);
    const gone = await anna.socket.next("presence");
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    way.block(false);
    way.cut();
    const back = await anna.socket.next("presence");
    const seen = () => bob.socket.request("presence.get", { people: ["bob"] });

    expect([gone.people, back.people]).toEqual([{ bob: "offline" }, { bob: "available" }]);
    expect(await seen()).toEqual({ people: { bob: "available" } });
  }, 20_000);

  it("[SEAT12] [PRES9] sockets go, and that is written when it is back: nobody stays on line or in a call", async () => {
    const anna = await near.device("anna");
    const bob = await far.device("bob");
    const placed = await place(anna, "bob");
    await bob.socket.next("call");
    const answered = await answer(bob, placed.call.id);
    const annas = await near.seat(placed.secret);
    const bobs = await far.seat(answered.secret);
    await anna.socket.request("presence.subscribe", { people: ["bob"] });

    way.block(true);
    bobs.socket.socket.terminate();
    bob.socket.socket.terminate();
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    way.block(false);
    way.cut();

    const lost = await annas.socket.next(
      "call",
      ({ call }) => call.participants[1]?.seat?.connection === "reconnecting",
    );
    const over = await annas.socket.next("call", ({ call }) => call.phase === "ended");
    const gone = await anna.socket.next("presence", ({ people }) => people.bob === "offline");

    expect(lost.call.participants[1]?.state).toBe("joined");
    expect(over.call).toMatchObject({ endReason: "hung-up" });
    expect(gone.people).toEqual({ bob: "offline" });
  }, 20_000);
});
