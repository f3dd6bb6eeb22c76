import { type CallId, LIMITS, type ServerFrame } from "@ringline/protocol";
import { afterEach, describe, expect, it } from "vitest";
import { groupConnector } from "../testing/plain-connector.ts";
import { answer, type Device, place, TestServer, tokenFor } from "../testing/test-server.ts";
import { windowConnector } from "../testing/window-connector.ts";

class More {
  body: unknown;
  to?: string;
  once?: { name: string; n: number };
  constructor(body: unknown, more: Omit<More, "body">) {
    Object.assign(this, { body, ...more });
  }
}

/** The problem that this is refused with. */
const problemOf = (asked: Promise<unknown>) =>
  asked.then(
    () => expect.fail("it was not refused"),
    (problem: unknown) => problem,
  );

let server: TestServer;
afterEach(() => server.close());

const connectors = [{ connector: windowConnector(), settings: {} }];

/** Anna rings Bob by a provider that draws its own window. */
async function ring(options: Parameters<typeof TestServer.start>[0] = {}) {
  server = await TestServer.start({ connectors, ...options });
  const anna = await server.device("anna");
  const bob = await server.device("bob");
  const { call, secret } = await place(anna, "bob", { provider: "plain" });
  return { anna, bob, call: call.id, secret };
}

const listen = ({ socket }: Device, call: CallId, more = {}) =>
  socket.request("calls.listen", { call, ...more });
/** The message as it is, or with more than its body. */
const say = ({ socket }: Device, call: CallId, message: unknown) =>
  socket.request("calls.say", { call, ...(message instanceof More ? message : { body: message }) });

function heard({ socket }: Device, channel?: string): unknown[] {
  const isOurs = (frame: ServerFrame) => frame.type === "relay" && frame.channel === channel;
  return socket.frames.filter(isOurs).map((frame) => frame.type === "relay" && frame.body);
}

describe("the channel of a call", () => {
  it("[RELAY9] lets devices without a seat hear and say, their own words too, in one order", async () => {
    const { anna, bob, call } = await ring();
    await Promise.all([listen(anna, call), listen(bob, call)]);

    for (let n = 1; n <= 10; n += 1)
      await Promise.all([say(anna, call, `a${n}`), say(bob, call, `b${n}`)]);
    await anna.socket.next("relay", ({ seq }) => seq === 20);
    await bob.socket.next("relay", ({ seq }) => seq === 20);

    const all = heard(anna);
    expect(all).toHaveLength(19);
    expect(heard(bob)).toEqual(all);
    expect(all.filter((body) => String(body).startsWith("a"))).toEqual(
      Array.from({ length: 10 }, (_, n) => `a${n + 1}`).filter((body) => all.includes(body)),
    );
  });

  it("[RELAY9] says who spoke, and takes a message to one alone to that one and its sender", async () => {
    const { anna, bob, call } = await ring();
    const carol = await server.device("anna");
    for (const device of [anna, bob, carol]) await listen(device, call);

    await say(bob, call, "to all");
    await say(bob, call, new More("to bob", { to: "p2" }));
    await say(anna, call, new More("to bob from anna", { to: "p2" }));
    await say(anna, call, "last");
    await bob.socket.next("relay", ({ body }) => body === "last");
    await carol.socket.next("relay", ({ body }) => body === "last");

    expect(bob.socket.frames).toContainEqual({
      type: "relay",
      call,
      from: "p2",
      seq: 1,
      body: "to all",
    });
    expect(heard(bob)).toEqual(["to all", "to bob", "to bob from anna"]);
    expect(heard(carol)).toEqual(["to all", "to bob from anna"]);
  });

  it("[RELAY9] is the same log that seats hear, and nobody's own words come back to a seat", async () => {
    const { anna, bob, call, secret } = await ring();
    const answered = await answer(bob, call);
    const annas = await server.seat(secret);
    const bobs = await server.seat(answered.secret);
    await listen(bob, call);

    await say(anna, call, "from anna's device");
    annas.socket.send({ type: "relay", call, n: 1, body: "from anna's seat" });
    await bobs.socket.next("relay", ({ body }) => body === "from anna's seat");
    await bob.socket.next("relay", ({ body }) => body === "from anna's seat");
    await annas.socket.request("calls.get", { call });

    expect(heard(bob)).toEqual(["from anna's device"]);
    expect(annas.socket.frames.filter(({ type }) => type === "relay")).toEqual([]);
  });

  it("[RELAY10] begins with what is said from now on, at the oldest that is kept, or after a number", async () => {
    const { anna, bob, call } = await ring();
    for (const body of ["one", "two", "three"]) await say(anna, call, body);

    expect(await listen(bob, call, { channel: "from-now" })).toEqual({ head: 3 });
    await listen(bob, call, { channel: "from-start", from: 0 });
    await listen(bob, call, { channel: "from-two", from: 2 });
    await say(anna, call, "four");
    for (const channel of ["from-now", "from-start", "from-two"])
      await bob.socket.next("relay", (frame) => frame.channel === channel && frame.seq === 4);

    expect(heard(bob, "from-now")).toEqual([]);
    expect(heard(bob, "from-start")).toEqual(["one", "two", "three"]);
    expect(heard(bob, "from-two")).toEqual(["three"]);
  });

  it("[RELAY10] tells a gap where some of it is not kept any more", async () => {
    const { anna, bob, call } = await ring();
    for (let n = 0; n <= LIMITS.relayKept; n += 1) await say(anna, call, n);

    await listen(bob, call, { channel: "from-start", from: 0 });
    const gap = await bob.socket.next("relay-gap");
    await bob.socket.next("relay", ({ body }) => body === LIMITS.relayKept);

    expect(gap).toEqual({ type: "relay-gap", call, channel: "from-start" });
    expect(heard(bob, "from-start")).toHaveLength(LIMITS.relayKept - 1);
  });

  it("[RELAY10] ends with unlisten, with the person's call, and when nothing is left to hear", async () => {
    const { anna, bob, call } = await ring();
    await listen(bob, call);
    await say(anna, call, "one");
    await bob.socket.next("relay");
    await bob.socket.request("calls.unlisten", { call });
    await bob.socket.request("calls.unlisten", { call });
    await say(anna, call, "two");
    await listen(bob, call);
    await anna.socket.request("calls.cancel", { call });
    await bob.socket.request("calls.list", {});

    expect(heard(bob)).toEqual([]);
    expect(await problemOf(say(anna, call, "three"))).toMatchObject({ code: "call-not-found" });
    expect(await problemOf(listen(bob, call))).toMatchObject({ code: "call-not-found" });
  });

  it("[RELAY11] is closed to who has no part in the call, and to a provider that draws no window", async () => {
    const { anna, call } = await ring();
    const eve = await server.device("eve");
    const none = "A".repeat(22);

    for (const id of [call, none]) {
      expect(await problemOf(listen(eve, id))).toMatchObject({ code: "call-not-found" });
      expect(await problemOf(say(eve, id, "x"))).toMatchObject({ code: "call-not-found" });
    }
    await server.close();
    server = await TestServer.start();
    const other = await server.device("anna");
    const plain = await place(other, "bob", { provider: "plain" });
    expect(await problemOf(listen(other, plain.call.id))).toMatchObject({ code: "call-not-found" });
    expect(await problemOf(say(other, plain.call.id, "x"))).toMatchObject({
      code: "call-not-found",
    });
    expect(anna.socket.frames.filter(({ type }) => type === "relay")).toEqual([]);
  });

  it("[CHOICE9] takes none that draws its own window for who names no provider", async () => {
    await ring();
    const dora = await server.device("dora");

    const unnamed = await problemOf(place(dora, "carol"));

    expect(unnamed).toMatchObject({ code: "invalid-input" });
  });

  it("[RELAY11] is closed to a callee who must not know of the call, and says nothing of that", async () => {
    server = await TestServer.start({ connectors });
    const anna = await server.device("anna");
    const bob = await server.device("bob");
    await bob.socket.request("people.block", { person: "anna" });
    const { call } = await place(anna, "bob", { provider: "plain" });

    expect(await problemOf(listen(bob, call.id))).toMatchObject({ code: "call-not-found" });
    expect(await problemOf(say(bob, call.id, "x"))).toMatchObject({ code: "call-not-found" });
    expect(await listen(anna, call.id)).toEqual({ head: 0 });
    expect(await say(anna, call.id, "hello?")).toEqual({ seq: 1 });
  });

  it("[RELAY11] listens over the socket only, and says over REST as well", async () => {
    const { anna, call } = await ring();
    await listen(anna, call);
    const headers = {
      authorization: `Bearer ${await tokenFor("anna")}`,
      "content-type": "application/json",
    };
    const post = (path: string, body: unknown) =>
      fetch(`${server.url}/v1/calls/${call}/${path}`, {
        method: "POST",
        headers,
        body: JSON.stringify(body),
      });

    const said = await post("messages", { body: { hello: 1 } });
    const refused = await post("listen", {});
    const frame = await anna.socket.next("relay");

    expect(await said.json()).toEqual({ seq: 1 });
    expect(frame).toMatchObject({ from: "p1", body: { hello: 1 } });
    expect(await refused.json()).toMatchObject({ code: "not-allowed", detail: "only on a socket" });
  });

  it("[RELAY11] keeps what is repeated once, and nobody's name can be taken by another", async () => {
    const { anna, bob, call } = await ring();
    await listen(bob, call);
    const once = { name: "the-same-name", n: 1 };

    expect(await say(anna, call, new More("once", { once }))).toEqual({ seq: 1 });
    expect(await say(anna, call, new More("once", { once }))).toEqual({ seq: 1 });
    expect(await say(bob, call, new More("another's", { once }))).toEqual({ seq: 2 });
    await bob.socket.next("relay", ({ seq }) => seq === 2);

    expect(heard(bob)).toEqual(["once"]);
  });

  it("[RELAY11] lets one socket have 64 channels, and has none left when it is gone", async () => {
    const { anna, bob, call } = await ring();
    const name = (n: number) => `channel-${n}`;
    for (let n = 0; n < 64; n += 1) await listen(bob, call, { channel: name(n) });

    const much = await problemOf(listen(bob, call, { channel: name(64) }));
    await listen(bob, call, { channel: name(0) });
    bob.socket.socket.terminate();
    await bob.socket.closed;
    const back = await server.device("bob");
    await listen(back, call, { channel: name(64) });
    await say(anna, call, "once");
    await back.socket.next("relay");

    expect(much).toMatchObject({ code: "not-allowed" });
    expect(heard(back, name(64))).toEqual([]);
  });

  it("[RELAY11] refuses what is too big, and who says too much", async () => {
    const { anna, call } = await ring({ limits: { messageBurst: 2, messagesPerSecond: 1 } });

    const big = await problemOf(say(anna, call, "x".repeat(LIMITS.relayBodyBytes)));
    await say(anna, call, 1);
    await say(anna, call, 2);
    const much = await problemOf(say(anna, call, 3));

    expect(big).toMatchObject({ code: "too-big" });
    expect(much).toMatchObject({ code: "rate-limited", retryAfterMs: expect.any(Number) });
  });

  it("[RELAY11] says nothing of a callee to a stranger before the answer", async () => {
    server = await TestServer.start({
      connectors,
      policy: { knows: async () => false },
    });
    const anna = await server.device("anna");
    const bob = await server.device("bob");
    const { call } = await place(anna, "bob", { provider: "plain" });
    await bob.socket.next("call");

    const early = await problemOf(say(bob, call.id, "I am here"));
    await answer(bob, call.id);

    expect(early).toMatchObject({ code: "not-allowed" });
    expect(await say(bob, call.id, "I am here")).toEqual({ seq: 1 });
  });

  it("[RELAY11] [GROUP8] says nothing of a member whose state the others are not told, before they come in", async () => {
    server = await TestServer.start({
      connectors: [{ connector: windowConnector(groupConnector()), settings: {} }],
      policy: { knows: async (_caller, id) => id !== "bob" },
    });
    const root = await server.device("root", { claims: { roles: ["admin"] } });
    const space = { id: "design", title: "Design", members: ["anna", "bob", "carol"] };
    await root.socket.request("spaces.put", { spaces: [space] });
    const [anna, bob, carol] = [
      await server.device("anna"),
      await server.device("bob"),
      await server.device("carol"),
    ];
    const target = { type: "space", id: "design" };
    const { call } = await place(anna, "", { provider: "plain", target });

    const early = await problemOf(say(bob, call.id, "I am here"));
    const known = await say(carol, call.id, "So am I");
    await answer(bob, call.id);

    expect(early).toMatchObject({ code: "not-allowed" });
    expect(known).toEqual({ seq: 1 });
    expect(await say(bob, call.id, "I am here")).toEqual({ seq: 2 });
  });
});
