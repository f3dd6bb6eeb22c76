import type { ServerFrame } from "@ringline/protocol";
import { afterEach, describe, expect, it } from "vitest";
import { HandTurnedClock } from "../testing/hand-turned-clock.ts";
import { PATIENT, pass } from "../testing/passing.ts";
import { groupConnector } from "../testing/plain-connector.ts";
import { answer, place, TestServer } from "../testing/test-server.ts";
import type { TestSocket } from "../testing/test-socket.ts";

let server: TestServer;
afterEach(() => server.close());

/** Anna and Bob talk; `say` sends the n-th message of anna's page. */
async function talk() {
  const anna = await server.device("anna");
  const bob = await server.device("bob");
  const placed = await place(anna, "bob");
  const answered = await answer(bob, placed.call.id);
  const annas = await server.seat(placed.secret);
  const bobs = await server.seat(answered.secret);
  const call = placed.call.id;
  const say = (n: number, body: unknown = n) => annas.socket.send({ type: "relay", call, n, body });
  return { anna, bob, call, annas, bobs, say };
}

function relayed(frames: ServerFrame[]): unknown[] {
  return frames.filter((frame) => frame.type === "relay").map(({ body }) => body);
}

/** Waits until the server has dealt with everything that was sent before. */
async function settled(socket: TestSocket): Promise<void> {
  await socket.request("calls.list", {});
}

describe("the relay", () => {
  it("[RELAY1] passes messages in their order to the other seat, not back", async () => {
    server = await TestServer.start();
    const { annas, bobs, call, say } = await talk();

    for (let n = 1; n <= 100; n += 1) say(n);
    annas.socket.send({ type: "relay", call, n: 101, to: "p2", body: "last" });
    await bobs.socket.next("relay", ({ body }) => body === "last");

    expect(relayed(bobs.socket.frames)).toEqual(Array.from({ length: 100 }, (_, n) => n + 1));
    expect(relayed(annas.socket.frames)).toEqual([]);
  });

  it("[RELAY1] passes any JSON as it is, and says itself who sent it", async () => {
    server = await TestServer.start();
    const { annas, bobs, call, say } = await talk();
    const body = {
      from: "p2",
      seq: -1,
      list: [null, 1.5, "\u0000\u2028 </script>"],
      __proto__x: {},
    };

    say(1, body);
    const frame = await bobs.socket.next("relay");

    expect(frame).toEqual({ type: "relay", call, from: "p1", seq: expect.any(Number), body });
    await settled(annas.socket);
  });

  it("[RELAY2] refuses a seat of a call that is not answered", async () => {
    server = await TestServer.start();
    const anna = await server.device("anna");
    const bob = await server.device("bob");
    const { call, secret } = await place(anna, "bob");
    const seat = await server.seat(secret);

    seat.socket.send({ type: "relay", call: call.id, n: 1, body: "too early" });
    const refused = await seat.socket.next("response");
    const answered = await answer(bob, call.id);
    const bobs = await server.seat(answered.secret);
    seat.socket.send({ type: "relay", call: call.id, n: 2, body: "in time" });
    const heard = await bobs.socket.next("relay");

    expect(refused).toMatchObject({ id: 0, problem: { code: "not-allowed" } });
    expect(heard.body).toBe("in time");
  });

  it("[RELAY2] refuses another call than the seat's own, and a device", async () => {
    server = await TestServer.start();
    const { anna, annas, bobs } = await talk();
    const foreign = { type: "relay", call: "A".repeat(22), n: 1, body: "x" };

    annas.socket.send(foreign);
    const refused = await annas.socket.next("response");
    anna.socket.send(foreign);
    await settled(anna.socket);
    await settled(bobs.socket);

    expect(refused).toMatchObject({ id: 0, problem: { code: "invalid-input" } });
    expect(relayed(bobs.socket.frames)).toEqual([]);
  });

  it("[RELAY3] keeps a message once however often it comes, and says up to where", async () => {
    server = await TestServer.start();
    const { annas, bobs, call, say } = await talk();

    await say(1);
    await say(1);
    say(2);
    await say(1);
    const kept = await annas.socket.next("relay-kept", ({ n }) => n === 2);
    await bobs.socket.next("relay", ({ body }) => body === 2);

    expect(kept).toEqual({ type: "relay-kept", call, n: 2 });
    expect(relayed(bobs.socket.frames)).toEqual([1]);
  });

  it("[RELAY4] gives a seat that comes back what it missed, in order and once", async () => {
    server = await TestServer.start();
    const { bobs, say } = await talk();
    await say(1);
    const first = await bobs.socket.next("relay");
    bobs.socket.socket.terminate();
    say(2);
    say(3);

    const back = await server.seat(bobs.welcome.seat?.nextSecret ?? "", {
      page: bobs.page,
      relaySeen: first.seq,
    });
    say(4);
    await back.socket.next("relay", ({ body }) => body === 4);

    expect(relayed(back.socket.frames)).toEqual([2, 3]);
    expect(back.socket.frames.some(({ type }) => type === "relay-gap")).toBe(false);
  });

  it("[RELAY5] tells of a gap where messages are not kept any more", async () => {
    const clock = new HandTurnedClock();
    server = await TestServer.start({ clock, times: { ...PATIENT, graceMs: 300_000 } });
    const { bobs, say, annas } = await talk();
    await say(1);
    const first = await bobs.socket.next("relay");
    bobs.socket.socket.terminate();
    say(2);
    await settled(annas.socket);
    await pass(clock, 61_000);
    say(3);
    await settled(annas.socket);

    const back = await server.seat(bobs.welcome.seat?.nextSecret ?? "", {
      page: bobs.page,
      relaySeen: first.seq,
    });
    await back.socket.next("relay", ({ body }) => body === 3);

    expect(back.socket.frames.map(({ type }) => type)).toContain("relay-gap");
    expect(relayed(back.socket.frames)).toEqual([]);
  });

  it("[RELAY5] gives a new document nothing of what was said to the one before, but a gap", async () => {
    server = await TestServer.start();
    const { bobs, say } = await talk();
    await say(1);
    await bobs.socket.next("relay");

    const reloaded = await server.seat(bobs.welcome.seat?.nextSecret ?? "");
    await reloaded.socket.next("relay-gap");
    say(2);
    const heard = await reloaded.socket.next("relay");

    expect(heard.body).toBe(2);
    expect(relayed(reloaded.socket.frames)).toEqual([]);
  });

  it.each([
    ["61,000 characters", "x".repeat(61_000), "too-big"],
    ["ten thousand lists in each other", null, "invalid-input"],
  ])("[RELAY6] refuses a body of %s", async (_what, body, code) => {
    server = await TestServer.start();
    const { annas, bobs, call, say } = await talk();
    const nested = `${"[".repeat(20_000)}${"]".repeat(20_000)}`;
    const text = body === null ? nested : JSON.stringify(body);

    annas.socket.socket.send(`{"type":"relay","call":"${call}","n":1,"body":${text}}`);
    const refused = await annas.socket.next("response");
    say(2, "after");
    const heard = await bobs.socket.next("relay");

    expect(refused.problem).toMatchObject({ code });
    expect(heard.body).toBe("after");
  });

  it.each([
    ["n of 0", { n: 0, body: 1 }],
    ["n as text", { n: "1", body: 1 }],
    ["n missing", { body: 1 }],
    ["no body", { n: 1 }],
    ["an unknown field", { n: 1, body: 1, from: "p2" }],
    ["a wrong participant", { n: 1, body: 1, to: "bob" }],
  ])("[RELAY6] refuses a message with %s", async (_what, message) => {
    server = await TestServer.start();
    const { annas, bobs, call } = await talk();

    annas.socket.send({ type: "relay", call, ...message });
    const refused = await annas.socket.next("response");
    await settled(bobs.socket);

    expect(refused).toMatchObject({ id: 0, problem: { code: "invalid-input" } });
    expect(relayed(bobs.socket.frames)).toEqual([]);
  });
});

describe("the relay of a call to a space", () => {
  /** Anna, Bob and Carol talk, each on a call page. */
  async function threeTalk() {
    server = await TestServer.start({
      connectors: [{ connector: groupConnector(), settings: {} }],
    });
    const admin = await server.device("root", { claims: { roles: ["admin"] } });
    const members = ["anna", "bob", "carol"];
    await admin.socket.request("spaces.put", {
      spaces: [{ id: "design", title: "Design", members }],
    });
    const anna = await server.device("anna");
    const bob = await server.device("bob");
    const carol = await server.device("carol");
    const placed = await place(anna, "", { target: { type: "space", id: "design" } });
    const call = placed.call.id;
    const annas = await server.seat(placed.secret);
    const bobs = await server.seat((await answer(bob, call)).secret);
    const carols = await server.seat((await answer(carol, call)).secret);
    const say = (n: number) => annas.socket.send({ type: "relay", call, n, body: n });
    return { bob, call, annas, bobs, carols, say };
  }

  it("[RELAY13] tells nothing more to the page of who left on another device, and lets it go", async () => {
    const { bob, call, bobs, carols, say } = await threeTalk();
    say(1);
    await bobs.socket.next("relay", ({ body }) => body === 1);

    await bob.socket.request("calls.leave", { call });
    say(2);
    await carols.socket.next("relay", ({ body }) => body === 2);
    const told = await bobs.socket.next(
      "call",
      (frame) => frame.call.participants[1]?.state === "left",
    );

    expect(told.call.phase).toBe("active");
    await expect(bobs.socket.closed).resolves.toMatchObject({ code: 4507 });
    expect(relayed(bobs.socket.frames)).toEqual([]);
    expect(carols.socket.socket.readyState).toBe(1);
  }, 10_000);

  it("[RELAY13] passes nothing on from a page whose person left", async () => {
    const { call, bobs, carols, say } = await threeTalk();

    await bobs.socket.request("calls.leave", { call });
    bobs.socket.send({ type: "relay", call, n: 1, body: "after all" });
    const refused = await bobs.socket.next("response");
    say(1);
    await carols.socket.next("relay", ({ body }) => body === 1);

    expect(refused).toMatchObject({ id: 0, problem: { code: "not-allowed" } });
    expect(relayed(carols.socket.frames)).toEqual([]);
  });
});
