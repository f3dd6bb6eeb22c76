import { afterEach, describe, expect, it } from "vitest";
import { BlockableWay } from "../testing/blockable-way.ts";
import { HandTurnedClock } from "../testing/hand-turned-clock.ts";
import { PATIENT, pass } from "../testing/passing.ts";
import { noPostgres, scratchDatabase } from "../testing/scratch-database.ts";
import {
  answer,
  type Device,
  newSecret,
  place,
  TestServer,
  tokenFor,
} from "../testing/test-server.ts";

let server: TestServer;
afterEach(async () => {
  await controlCallRings();
  await server.close();
});

/** Whatever was done: two others still ring each other. */
async function controlCallRings(): Promise<void> {
  const caller = await server.device("control caller");
  const callee = await server.device("control callee");
  const { call } = await place(caller, "control callee");
  const rung = await callee.socket.next("call", undefined, 1_000);
  expect(rung.call.id).toBe(call.id);
}

describe("floods", () => {
  it("[WIRE14] of sockets of one person end the oldest that does nothing", async () => {
    server = await TestServer.start({ limits: { socketsPerPerson: 3 } });
    const first = await server.device("anna");
    const others = [await server.device("anna"), await server.device("anna")];
    await server.device("bob");

    await server.device("anna");

    await expect(first.socket.closed).resolves.toMatchObject({ code: 4505 });
    expect(others.map(({ socket }) => socket.socket.readyState)).toEqual([1, 1]);
  });

  it("[WIRE22] of sockets that say nothing are refused for their address; who signed in stays", async () => {
    server = await TestServer.start({ limits: { strangersPerAddress: 2 } });
    const anna = await server.device("anna");
    const silent = [
      await server.open().opened(),
      await server.open().opened(),
      await server.open().opened(),
    ];

    await expect(server.open().opened()).rejects.toThrow("429");
    await expect(anna.socket.request("people.blocked", {})).resolves.toEqual({ blocked: [] });
    for (const { socket } of silent) socket.terminate();
    await expect.poll(() => opens()).toBe(true);
  });

  it("[WIRE22] of sockets whose hello is looked at are strangers until they are welcomed", async () => {
    server = await TestServer.start({ limits: { strangersPerAddress: 2 } });
    const waiting = [await server.open().opened(), await server.open().opened()];
    const hello = { type: "hello", version: 1, page: "page-1234", holds: {}, relaySeen: 0 };

    for (const socket of waiting) socket.send({ ...hello, seatSecret: newSecret().secret });
    await new Promise((resolve) => setTimeout(resolve, 50));

    await expect(server.open().opened()).rejects.toThrow("429");
    for (const { socket } of waiting) socket.terminate();
    await expect.poll(() => opens()).toBe(true);
  });

  it("[WIRE22] of people of one address come in side by side, more with each round", async () => {
    server = await TestServer.start({ limits: { strangersPerAddress: 4 } });
    const inTurn = async () => {
      for (;;)
        if (
          await server.device("anna").then(
            () => true,
            () => false,
          )
        )
          return;
    };

    await Promise.all(Array.from({ length: 18 }, inTurn));
  });

  it("[WIRE23] of secrets and tokens that are not taken shut the door to their address for a while; who is in stays", async () => {
    const clock = new HandTurnedClock();
    server = await TestServer.start({
      clock,
      limits: { failedHellosPerMinute: 6 },
      times: { ...PATIENT, claimMs: 0 },
    });
    const anna = await server.device("anna");

    const guesses = Array.from({ length: 6 }, async (_, n) => {
      const socket = await server.open().opened();
      const hello = { type: "hello", version: 1, page: "page-1234", holds: {} };
      const device = { id: "device-1234", label: "a guess" };
      const token = { token: "eyJhbGciOiJub25lIn0.e30.", device };
      socket.send({
        ...hello,
        ...(n % 2 ? token : { seatSecret: newSecret().secret, relaySeen: 0 }),
      });
      return (await socket.closed).code;
    });
    const codes = await Promise.all(guesses);
    const refused = server.open().opened();

    expect(codes.toSorted()).toEqual([4501, 4501, 4501, 4507, 4507, 4507]);
    await expect(refused).rejects.toThrow("429");
    await expect(anna.socket.request("people.blocked", {})).resolves.toEqual({ blocked: [] });
    await pass(clock, 30_000);
    expect(await opens()).toBe(true);
  });

  it("[WIRE23] of hellos that are taken, or whose token was good once, cost nothing", async () => {
    server = await TestServer.start({ limits: { failedHellosPerMinute: 2 } });
    const now = Math.floor(Date.now() / 1_000);
    const old = { iat: now - 600, exp: now - 300 };

    for (let n = 0; n < 5; n += 1) {
      await server.device("anna");
      await expect(server.device("bob", { claims: old })).rejects.toThrow("4003");
    }

    expect(await opens()).toBe(true);
  });

  it("[WIRE15] of commands of one person are refused, then end the socket; others go on", async () => {
    server = await TestServer.start({ limits: { commandsPerSecond: 10, commandBurst: 20 } });
    const { socket } = await server.device("anna");
    const bob = await server.device("bob");

    sendMany(socket, 50, (id) => ({ type: "request", id, operation: "people.blocked", input: {} }));
    const refused = await socket.next("response", ({ problem }) => problem !== undefined);
    const closed = await socket.closed;

    expect(refused.problem).toMatchObject({ code: "rate-limited", status: 429 });
    expect(refused.problem?.retryAfterMs).toBeGreaterThan(0);
    expect(closed.code).toBe(4004);
    await expect(bob.socket.request("people.blocked", {})).resolves.toEqual({ blocked: [] });
  });

  it("[WIRE15] are counted per person, over all devices", async () => {
    server = await TestServer.start({
      clock: new HandTurnedClock(),
      limits: { commandsPerSecond: 1, commandBurst: 3 },
    });
    const devices = [await server.device("anna"), await server.device("anna")];

    const outcomes = await Promise.allSettled(
      [...devices, ...devices].map(({ socket }) => socket.request("people.blocked", {})),
    );

    expect(outcomes.filter(({ status }) => status === "rejected")).toHaveLength(1);
  });

  it("[WIRE16] of frames end the socket", async () => {
    server = await TestServer.start({
      clock: new HandTurnedClock(),
      limits: { framesPerSecond: 200 },
    });
    const { socket } = await server.device("anna");

    sendMany(socket, 300, () => ({ type: "pong" }));

    await expect(socket.closed).resolves.toMatchObject({ code: 4004 });
  });

  it("[WIRE24] of what a seat says wait at the page, and come in their order at its pace", async () => {
    const clock = new HandTurnedClock();
    server = await TestServer.start({
      clock,
      times: PATIENT,
      limits: { relayBytesPerSecond: 100_000 },
    });
    const anna = await server.device("anna");
    const bob = await server.device("bob");
    const placed = await place(anna, "bob");
    const answered = await answer(bob, placed.call.id);
    const annas = await server.seat(placed.secret);
    const bobs = await server.seat(answered.secret);
    const call = placed.call.id;
    const body = "x".repeat(50_000);
    const heard = () => bobs.socket.frames.filter(({ type }) => type === "relay").length;

    for (let n = 1; n <= 100; n += 1) annas.socket.send({ type: "relay", call, n, body });
    await new Promise((resolve) => setTimeout(resolve, 500));
    const atOnce = heard();
    await pass(clock, 2_000);
    const later = heard();
    await pass(clock, 60_000);
    await expect.poll(heard).toBe(100);

    // 400,000 bytes at once, and what the socket had read with them.
    expect(atOnce).toBeGreaterThanOrEqual(8);
    expect(atOnce).toBeLessThan(20);
    expect(later - atOnce).toBeLessThan(20);
    expect(annas.socket.socket.readyState).toBe(1);
  });

  it.skipIf(noPostgres)(
    "[WIRE24] of what a seat says are not read while the database takes its time",
    async () => {
      const database = await scratchDatabase();
      const way = new BlockableWay(database.url);
      server = await TestServer.start({
        database: await way.open(),
        limits: { relayBytesPerSecond: 1e9 },
      });
      const anna = await server.device("anna");
      const bob = await server.device("bob");
      const placed = await place(anna, "bob");
      const answered = await answer(bob, placed.call.id);
      const annas = await server.seat(placed.secret);
      const bobs = await server.seat(answered.secret);
      const call = placed.call.id;
      const body = "x".repeat(59_000);
      const most = 600;

      way.block(true);
      for (let n = 1; n <= most; n += 1) annas.socket.send({ type: "relay", call, n, body });
      await new Promise((resolve) => setTimeout(resolve, 1_500));
      // 35 MB were sent; what neither the server nor the kernel took is still at the page.
      expect(annas.socket.socket.bufferedAmount).toBeGreaterThan(15_000_000);

      way.cut();
      way.block(false);
      await expect(annas.socket.closed).resolves.toMatchObject({ code: 4000 });
      const again = await server.seat(annas.welcome.seat?.nextSecret ?? "", { page: annas.page });
      for (let n = 1; n <= 3; n += 1) again.socket.send({ type: "relay", call, n, body: n });
      await bobs.socket.next("relay", (frame) => frame.body === 3);

      const heard = bobs.socket.frames.filter((frame) => frame.type === "relay");
      expect(heard.map((frame) => frame.body)).toEqual([1, 2]);
      await server.close();
      way.close();
      await database.drop();
      server = await TestServer.start();
    },
    30_000,
  );

  it("[WIRE25] of hellos of one person end the socket that is one too many", async () => {
    const clock = new HandTurnedClock();
    server = await TestServer.start({ clock, times: PATIENT, limits: { helloBurst: 3 } });
    for (let n = 0; n < 3; n += 1) await server.device("anna");
    const fourth = server.open();

    const device = { id: "device-1234", label: "" };
    const token = await tokenFor("anna");
    await expect(fourth.hello({ token, device })).rejects.toThrow();
    await expect(fourth.closed).resolves.toMatchObject({ code: 4004 });
    await pass(clock, 1_000);
    await server.device("anna");
  });

  it("[WIRE25] of hellos of one seat move its call no further", async () => {
    server = await TestServer.start({ times: PATIENT, limits: { helloBurst: 3 } });
    const anna = await server.device("anna");
    await server.device("bob");
    let { secret } = await place(anna, "bob");
    const next = async () => (await server.seat(secret)).welcome.seat?.nextSecret ?? "";
    for (let n = 0; n < 3; n += 1) secret = await next();

    await expect(next()).rejects.toThrow("4004");
  });

  it("[WIRE25] of tokens are looked at one at a time, the newest alone", async () => {
    server = await TestServer.start({ limits: { helloBurst: 5 } });
    const { socket } = await server.device("anna");
    const token = await tokenFor("anna");

    for (let n = 0; n < 300; n += 1) socket.send({ type: "token", token });
    await socket.next("token-accepted");
    await socket.request("calls.list", {});

    expect(socket.frames.filter(({ type }) => type === "token-accepted").length).toBeLessThan(4);
  });

  it("[WIRE17] of bad frames are answered under their id where it could be read", async () => {
    server = await TestServer.start();
    const { socket } = await server.device("anna");

    socket.socket.send('{"type":"request","id":7,"operation":"calls.list","input":{},"id":7}');
    const refused = await socket.next("response");

    expect(refused).toMatchObject({ id: 7, problem: { code: "bad-json" } });
  });

  it("[WIRE17] of bad frames are answered twenty times a minute, then end the socket", async () => {
    server = await TestServer.start();
    const { socket } = await server.device("anna");

    for (let n = 0; n < 21; n += 1) socket.socket.send("{");
    const closed = await socket.closed;

    const answers = socket.frames.filter(({ type }) => type === "response");
    expect(closed.code).toBe(4504);
    expect(answers).toHaveLength(21);
    expect(answers[0]).toMatchObject({ id: 0, problem: { code: "bad-json" } });
  });

  it("[WIRE13] end a client that does not read what it is sent; others go on", async () => {
    server = await TestServer.start({ limits: { commandBurst: 1_000, commandsPerSecond: 1_000 } });
    const slow = await server.device("slow");
    const people = Array.from({ length: 200 }, (_, n) => `${"long name ".repeat(20)}${n}`);
    const anna = await server.device("anna");

    slow.socket.socket.pause();
    for (let n = 0; n < 500; n += 1)
      slow.socket.send({ type: "request", id: n, operation: "presence.get", input: { people } });
    await expect.poll(() => anna.socket.request("calls.list", {})).toEqual({ calls: [], gone: [] });
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    slow.socket.socket.resume();

    await expect(slow.socket.closed).resolves.toMatchObject({ code: 4002 });
  });
});

/** Whether one more socket may come in. */
function opens(): Promise<boolean> {
  const socket = server.open();
  return socket.opened().then(
    () => {
      socket.close();
      return true;
    },
    () => false,
  );
}

describe("frames that are no frames", () => {
  it.each([
    ["70 kB", "x".repeat(70_000), false, 1009],
    ["invalid UTF-8", Buffer.from([0xff, 0xfe, 0x22]), false, 1007],
  ])("[WIRE18] of %s end the socket", async (...row) => {
    const [_what, data, binary, code] = row;
    server = await TestServer.start();
    const { socket } = await server.device("anna");

    socket.socket.send(data, { binary });

    await expect(socket.closed).resolves.toMatchObject({ code });
  });

  it.each([
    ["binary", Buffer.from('{"type":"pong"}'), true],
    ["a byte order mark", '\ufeff{"type":"pong"}', false],
    ["a repeated key", '{"type":"request","type":"request","id":1}', false],
    ["__proto__", '{"type":"request","id":1,"__proto__":{"polluted":1}}', false],
    ["a lone surrogate", '{"type":"token","token":"\\ud800"}', false],
    ["1e400", '{"type":"request","id":1e400}', false],
    [
      "10,000 lists",
      `{"type":"request","id":1,"input":${"[".repeat(9_999)}${"]".repeat(9_999)}}`,
      false,
    ],
    [
      "10,000 keys",
      JSON.stringify({
        type: "pong",
        ...Object.fromEntries(Array.from({ length: 5_000 }, (_, n) => [`k${n}`, 1])),
      }),
      false,
    ],
    ["null", "null", false],
    ["an unknown type", '{"type":"event"}', false],
    ["a second hello", '{"type":"hello","version":1}', false],
    [
      "50,000 letters as a name",
      JSON.stringify({ type: "request", id: 1, operation: "a".repeat(50_000), input: {} }),
      false,
    ],
  ])("[SEC1] as %s are refused, and nothing else happens", async (...row) => {
    const [_what, data, binary] = row;
    server = await TestServer.start();
    const device = await server.device("anna");

    const { problem } = await answerTo(device, data, binary);

    expect(problem?.status).toBe(400);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    await expect(device.socket.request("people.blocked", {})).resolves.toEqual({ blocked: [] });
  });
});

function answerTo({ socket }: Device, data: string | Buffer, binary: boolean) {
  socket.socket.send(data, { binary });
  return socket.next("response", undefined, 1_000);
}

function sendMany(
  { socket }: Device["socket"],
  count: number,
  frame: (id: number) => object,
): void {
  for (let id = 1; id <= count; id += 1) socket.send(JSON.stringify(frame(id)));
}
