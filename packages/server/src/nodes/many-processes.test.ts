import { randomBytes } from "node:crypto";
import type { ServerConnector } from "@ringline/connector-spi/server";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { move } from "../calls/call-machine.ts";
import { openStore } from "../store/open.ts";
import { SystemClock } from "../system-clock.ts";
import { plainConnector } from "../testing/plain-connector.ts";
import { noPostgres, noRedis, scratchDatabase } from "../testing/scratch-database.ts";
import { answer, newSecret, place, TestServer, tokenFor } from "../testing/test-server.ts";
import type { TestSocket } from "../testing/test-socket.ts";
import { windowConnector } from "../testing/window-connector.ts";

// Without a server to test with, these are shown as skipped: set TEST_POSTGRES_URL (and TEST_REDIS_URL).
describe.skipIf(noPostgres).each([
  ["PostgreSQL", {}, false],
  ["Redis", { redisUrl: process.env.TEST_REDIS_URL ?? "" }, noRedis],
  // Redis that is not there: the rows alone must do.
  ["nothing", { redisUrl: "redis://127.0.0.1:1" }, false],
] as const)("two processes on one PostgreSQL, hints by %s", (_by, options, isMissing) => {
  let database: Awaited<ReturnType<typeof scratchDatabase>>;
  let one: TestServer;
  let other: TestServer;
  beforeAll(async () => {
    database = await scratchDatabase();
  });
  afterAll(() => database.drop());
  beforeEach(async () => {
    one = await TestServer.start({ database: database.url, ...options });
    other = await TestServer.start({ database: database.url, ...options });
  });
  afterEach(() => Promise.all([one.close(), other.close()]));

  it.skipIf(isMissing)(
    "[TELL8] [RELAY7] a call goes from the press to the end across them",
    async () => {
      const anna = await one.device("anna");
      const bob = await other.device("bob");

      const placed = await place(anna, "bob");
      const rung = await bob.socket.next("call");
      const answered = await answer(bob, placed.call.id);
      const annas = await one.seat(placed.secret);
      const bobs = await other.seat(answered.secret);
      const call = placed.call.id;
      for (let n = 1; n <= 20; n += 1) {
        annas.socket.send({ type: "relay", call, n, body: `a${n}` });
        bobs.socket.send({ type: "relay", call, n, body: `b${n}` });
      }
      await bobs.socket.next("relay", ({ body }) => body === "a20");
      await annas.socket.next("relay", ({ body }) => body === "b20");
      await bobs.socket.request("calls.leave", { call });
      const over = await annas.socket.next("call", (frame) => frame.call.phase === "ended");

      expect(rung.call).toMatchObject({ id: call, ring: "aloud" });
      const heard = bobs.socket.frames.filter((frame) => frame.type === "relay");
      expect(heard.map(({ body }) => body)).toEqual(
        Array.from({ length: 19 }, (_, n) => `a${n + 1}`),
      );
      expect(over.call).toMatchObject({ endReason: "hung-up" });
    },
  );

  it.skipIf(isMissing)(
    "[CONN14] settings that are stored at one are in use at the other",
    async () => {
      const connectors = [{ connector: titledConnector(), settings: {} }];
      await Promise.all([one.close(), other.close()]);
      one = await TestServer.start({ database: database.url, connectors, ...options });
      other = await TestServer.start({ database: database.url, connectors, ...options });
      const claims = { claims: { roles: ["admin"] } };
      const [admin, elsewhere] = await Promise.all([
        one.device("root1", claims),
        other.device("root2", claims),
      ]);
      const title = async () =>
        (await elsewhere.socket.request("providers.list", {})).providers[0]?.title;
      const configure = (settings: Record<string, unknown> | null) =>
        admin.socket.request("providers.configure", { connector: "titled", settings });

      await configure({ title: "New" });
      await expect.poll(title, { timeout: 10_000 }).toBe("New");
      await configure(null);
      await expect.poll(title, { timeout: 10_000 }).toBe("Titled");
    },
  );

  it.skipIf(isMissing)("[RELAY12] a channel is one, in one order, at both", async () => {
    const connectors = [{ connector: windowConnector(), settings: {} }];
    const shared = { database: database.url, connectors, ...options };
    await Promise.all([one.close(), other.close()]);
    one = await TestServer.start(shared);
    other = await TestServer.start(shared);
    const anna = await one.device("anna9");
    const bob = await other.device("bob9");
    const { call } = await place(anna, "bob9", { provider: "plain" });
    await bob.socket.next("call");
    for (const { socket } of [anna, bob]) {
      await socket.request("calls.listen", { call: call.id, from: 0 });
    }

    for (let n = 1; n <= 10; n += 1) {
      await Promise.all(
        [anna, bob].map(({ socket, id }) =>
          socket.request("calls.say", { call: call.id, body: n, once: { name: id, n } }),
        ),
      );
    }
    const heard = await Promise.all([anna, bob].map(({ socket }) => first(socket, 20)));
    await anna.socket.request("calls.cancel", { call: call.id });

    expect(heard[0]?.map(({ seq }) => seq)).toEqual(Array.from({ length: 20 }, (_, n) => n + 1));
    expect(heard[1]).toEqual(heard[0]);
  });

  it.skipIf(isMissing)("[CONN7] what is switched at one is told at the other", async () => {
    const admin = await one.device("root", { claims: { roles: ["admin"] } });
    const bob = await other.device("bob3");
    const set = (isOn: boolean) =>
      admin.socket.request("providers.switch", { provider: "plain", isOn });

    await set(false);
    const off = await bob.socket.next("providers");
    await set(true);
    const on = await bob.socket.next("providers", ({ providers }) => providers.length > 0);

    expect(off.providers).toEqual([]);
    expect(on.providers).toEqual(bob.welcome.providers);
  });

  it.skipIf(isMissing)(
    "[HIST3] a missed call is counted on every process, until it was looked at on one",
    async () => {
      const anna = await one.device("anna8");
      const desk = await one.device("bob8");
      const phone = await other.device("bob8");
      const { call } = await place(anna, "bob8");
      await anna.socket.request("calls.cancel", { call: call.id });
      const bobs = [desk, phone];
      await Promise.all(
        bobs.map(({ socket }) => socket.next("me", ({ me }) => me.missedCalls === 1)),
      );

      await phone.socket.request("history.seen", {});

      await Promise.all(
        bobs.map(({ socket }) => socket.next("me", ({ me }) => me.missedCalls === 0)),
      );
      const { entries } = await desk.socket.request("history.list", {});
      expect(entries).toMatchObject([{ call: call.id, isMissed: true, isUnseen: false }]);
    },
  );

  it.skipIf(isMissing)("[RING3] five devices on both answer at once, and one wins", async () => {
    const anna = await one.device("anna2");
    const homes = [one, other, one, other, other];
    const bobs = await Promise.all(homes.map((home) => home.device("bob2")));
    const { call } = await place(anna, "bob2");

    const tries = await Promise.allSettled(bobs.map((bob) => answer(bob, call.id)));

    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(new Set(tries.map((one) => one.status === "rejected" && one.reason.code))).toEqual(
      new Set([false, "answered-elsewhere"]),
    );
  });

  it.skipIf(isMissing)(
    "[RING5] one person who answers one call and places another at once on both is in one of them",
    async () => {
      for (let round = 0; round < 5; round += 1) {
        const anna = await one.device(`anna-${round}`);
        // Who is not on line ends the ring at once, and then nothing stands in the answer's way.
        await other.device(`carol-${round}`);
        const bobs = await Promise.all([one.device(`bob-${round}`), other.device(`bob-${round}`)]);
        const { call } = await place(anna, `bob-${round}`);

        const tries = await Promise.allSettled([
          answer(bobs[0], call.id),
          place(bobs[1], `carol-${round}`),
        ]);

        const codes = tries.map((one) => (one.status === "rejected" ? one.reason.code : "in"));
        expect(codes.sort()).toEqual(["in", "in-other-call"]);
      }
    },
  );

  it.skipIf(isMissing)(
    "[RING4] two people who call each other at once on both get one call",
    async () => {
      const anna = await one.device("anna3");
      const bob = await other.device("bob3");

      const [first, second] = await Promise.all([place(anna, "bob3"), place(bob, "anna3")]);

      expect(first.call.id).toBe(second.call.id);
    },
  );

  it.skipIf(isMissing)(
    "[SEAT4] [SEAT5] a seat comes back at the other one; the older socket ends",
    async () => {
      const anna = await one.device("anna4");
      const bob = await other.device("bob4");
      const placed = await place(anna, "bob4");
      await answer(bob, placed.call.id);
      const first = await one.seat(placed.secret);

      const second = await other.seat(first.welcome.seat?.nextSecret ?? "");
      const closed = await first.socket.closed;

      expect(second.welcome.seat?.epoch).toBe(2);
      expect(closed.code).toBe(4503);
    },
  );

  it.skipIf(isMissing)("[PRES1] presence is told across them", async () => {
    const anna = await one.device("anna5");
    await anna.socket.request("presence.subscribe", { people: ["bob5"] });

    const bob = await other.device("bob5");
    const came = await anna.socket.next("presence");
    await bob.socket.request("presence.set", { status: "away" });
    const away = await anna.socket.next("presence");

    expect([came.people, away.people]).toEqual([{ bob5: "available" }, { bob5: "away" }]);
  });

  it.skipIf(isMissing)(
    "[WIRE11] a person is signed out everywhere within five seconds",
    async () => {
      const root = await one.device("root", { claims: { roles: ["admin"] } });
      const bob = await other.device("bob6");
      const { secret } = await place(bob, "nobody at home");
      const bobs = await other.seat(secret);

      await root.socket.request("people.revoke", { person: "bob6" });

      await expect(bob.socket.closed).resolves.toMatchObject({ code: 4502 });
      await expect(bobs.socket.closed).resolves.toMatchObject({ code: 4502 });
    },
  );
});

describe.skipIf(noPostgres)("hellos that are looked at side by side", () => {
  let database: Awaited<ReturnType<typeof scratchDatabase>>;
  let server: TestServer;
  beforeEach(async () => {
    database = await scratchDatabase();
    server = await TestServer.start({ database: database.url });
  });
  afterEach(async () => {
    await server.close();
    await database.drop();
  });

  it("[WIRE14] are counted too: no person has more sockets than 20", async () => {
    const devices = await Promise.all(Array.from({ length: 40 }, () => server.device("anna")));
    const isOpen = () => devices.filter(({ socket }) => socket.socket.readyState === 1).length;

    await expect.poll(isOpen).toBe(20);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(isOpen()).toBe(20);
  });

  it("[WIRE11] end as well when their person is signed out meanwhile", async () => {
    const admin = await server.device("root", { claims: { roles: ["admin"] } });
    // So many calls to look up that the hello takes a while after the token was looked at.
    const holds = Object.fromEntries(Array.from({ length: 60 }, () => [newCallId(), 1]));
    const token = await tokenFor("anna", { iat: Math.floor(Date.now() / 1_000) - 1 });
    const socket = server.open();
    socket.hello({ token, device: { id: "device-of-hers", label: "hers" }, holds }).catch(() => {});
    const look = () => admin.socket.request("presence.get", { people: ["anna"] });
    await expect.poll(look, { interval: 1 }).toEqual({ people: { anna: "available" } });
    await admin.socket.request("people.revoke", { person: "anna" });

    await expect(socket.closed).resolves.toMatchObject({ code: 4502 });
  });
});

describe.skipIf(noPostgres)("a process that died", () => {
  it("[PRES7] [SEAT11] leaves nobody on line and no seat connected", async () => {
    const database = await scratchDatabase();
    const times = { offlineMs: 300, reconcileMs: 300 };
    const server = await TestServer.start({ database: database.url, times });
    const store = await openStore({ database: database.url, clock: new SystemClock() });
    const anna = await server.device("anna");
    const bob = await server.device("bob");
    const { seat: secretHash } = newSecret();
    const placed = await place(anna, "bob", { seat: secretHash });
    const answered = await answer(bob, placed.call.id);
    const bobs = await server.seat(answered.secret);
    await store.nodes.beat("the dead one", (await store.now()) + 1_000);
    await store.devices.arrive({ device: "hers", person: "carol", node: "the dead one" });
    await store.calls.change(placed.call.id, (call, now) =>
      move(call, { type: "seat-claimed", secretHash, nextHash: "next", node: "the dead one" }, now),
    );

    const { people } = await anna.socket.request("presence.subscribe", { people: ["carol"] });
    const gone = await anna.socket.next("presence");
    const lost = await bobs.socket.next(
      "call",
      ({ call }) => call.participants[0]?.seat?.connection === "reconnecting",
    );

    expect(people).toEqual({ carol: "available" });
    expect(gone.people).toEqual({ carol: "offline" });
    expect(lost.call.participants[0]?.state).toBe("joined");
    await server.close();
    await store.close();
    await database.drop();
  });
});

/** Its provider has the title that is set. */
function titledConnector(): ServerConnector {
  const plain = plainConnector();
  const [provider] = plain.manifest.providers;
  if (!provider) throw new Error("no provider");
  const titled = { ...provider, id: "titled", title: "Titled" };
  const schema = { type: "object", properties: { title: { type: "string" } } } as const;
  return {
    manifest: {
      ...plain.manifest,
      id: "titled",
      providers: [titled],
      settings: { ...schema, additionalProperties: false },
    },
    start: async (context) => {
      const { title = "Titled" } = context.settings as { title?: string };
      return { ...(await plain.start(context)), providers: [{ ...titled, title }] };
    },
  };
}

function newCallId(): string {
  return randomBytes(16).toString("base64url");
}

/** The first so many relay frames, in the order in which they came. */
async function first(socket: TestSocket, count: number) {
  const frames = [];
  while (frames.length < count) frames.push(await socket.next("relay"));
  return frames;
}
