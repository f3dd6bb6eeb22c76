import type { Request } from "@ringline/protocol";
import { describe, expect, it, vi } from "vitest";
import type { CallClient, ChannelEvents } from "../api.ts";
import { RealServer } from "../testing/call-server.ts";
import { active, ended } from "../testing/calls.ts";
import type { FrameServer, FrameSocket } from "../testing/frame-server.ts";
import { openPage, settle, startServer, type TestPage, until } from "../testing/pages.ts";

const BOB = { type: "user", id: "bob" } as const;

/** What one channel heard, in words. */
function hearing(client: CallClient, call: string, options = {}) {
  const heard: string[] = [];
  const events = {
    onMessage: ({ from, person, seq, body }) =>
      heard.push(`${seq} ${person ?? "?"} (${from}): ${body}`),
    onGap: () => heard.push("gap"),
    onReady: vi.fn(),
    onEnd: vi.fn(),
  } satisfies ChannelEvents;
  return { heard, ...events, channel: client.channel(call, events, options) };
}

/** The listenings that a socket was asked for, newest last. */
const listens = (socket: FrameSocket) => socket.requests("calls.listen").map(({ input }) => input);

/** A server that has one call and answers listenings with its head. */
async function startWith(head: number): Promise<FrameServer> {
  const server = await startServer();
  server.calls.set("c", active("c"));
  server.answer = ({ operation }: Request) =>
    operation === "calls.listen" ? { head } : { seq: 0 };
  return server;
}

/** Says to the newest listening of the socket, as the server would. */
function relay(socket: FrameSocket, seq: number, channel = listens(socket).at(-1)?.channel): void {
  socket.send({
    type: "relay",
    call: "c",
    ...(channel && { channel }),
    from: "p1",
    seq,
    body: seq,
  });
}

const numbers = (heard: readonly string[]) => heard.map((line) => Number.parseInt(line, 10));

describe("the channel of a call", () => {
  it("[CLIENT20] lets all pages of two people hear and say the same, in one order", async () => {
    const server = await RealServer.start({ drawsWindow: true });
    const [anna, annas, bob] = await Promise.all(
      ["anna", "anna", "bob"].map((person) => server.page(person)),
    );
    if (!anna || !annas || !bob) throw new Error("no pages");
    const { id } = await anna.placeCall(BOB, { provider: "webrtc" }).call;
    await until(() => [annas, bob].every((client) => client.calls.has(id)));
    const ears = [anna, annas, bob].map((client) => hearing(client, id));
    await until(() => ears.every(({ onReady }) => onReady.mock.calls.length === 1));

    await Promise.all(ears.map(({ channel }, page) => channel.say(`page ${page}`)));
    await ears[2]?.channel.say("to anna alone", "p1");
    await until(() => ears.every(({ heard }) => heard.length === 4));
    const late = hearing(bob, id, { fromStart: true });
    await until(() => late.heard.length === 4);
    await anna.cancelCall(id);
    await until(() => ears.every(({ onEnd }) => onEnd.mock.calls.length === 1));

    const [first] = ears;
    expect(ears.map(({ heard }) => heard)).toEqual(ears.map(() => first?.heard));
    expect(late.heard).toEqual(first?.heard);
    expect([...(first?.heard ?? [])].map((line) => line.slice(2)).sort()).toEqual([
      "anna (p1): page 0",
      "anna (p1): page 1",
      "bob (p2): page 2",
      "bob (p2): to anna alone",
    ]);
    expect(first?.onEnd).toHaveBeenCalledWith(undefined);
  });

  it("[CLIENT20] says why nothing comes where one may not listen", async () => {
    const server = await RealServer.start({ drawsWindow: true });
    const eve = await server.page("eve");
    const ear = hearing(eve, "A".repeat(22));

    await until(() => ear.onEnd.mock.calls.length === 1);

    expect(ear.onEnd.mock.calls[0]).toMatchObject([{ code: "call-not-found" }]);
    await expect(ear.channel.say("hello")).rejects.toMatchObject({ code: "call-not-found" });
  });

  it("[CLIENT20] goes on after the last number when the connection comes back", async () => {
    const server = await startWith(4);
    const { client } = openPage(server);
    const ear = hearing(client, "c");
    await until(() => ear.onReady.mock.calls.length === 1);
    const first = server.socket;
    relay(first, 5);
    relay(first, 6);
    await until(() => ear.heard.length === 2);

    first.cut();
    await until(() => server.hellos.length === 2 && listens(server.socket).length > 0);
    const { socket } = server;
    await settle();
    for (const seq of [6, 7, 7]) relay(socket, seq);
    await until(() => ear.heard.length === 3);
    await settle();

    expect(numbers(ear.heard)).toEqual([5, 6, 7]);
    expect(listens(socket).at(-1)).toMatchObject({ call: "c", from: 6 });
    expect(ear.onReady).toHaveBeenCalledOnce();
  });

  it("[CLIENT20] begins where it was when nothing was said before the connection was lost", async () => {
    const server = await startWith(4);
    const { client } = openPage(server);
    const ear = hearing(client, "c");
    await until(() => ear.onReady.mock.calls.length === 1);

    server.socket.cut();
    await until(() => server.hellos.length === 2 && listens(server.socket).length > 0);

    expect(listens(server.socket).at(-1)).toMatchObject({ from: 4 });
  });

  it("[CLIENT20] hears nothing of an older listening, so that nothing is passed over", async () => {
    const server = await startWith(0);
    const { client } = openPage(server);
    const ear = hearing(client, "c");
    await until(() => ear.onReady.mock.calls.length === 1);
    const before = listens(server.socket).at(-1)?.channel;
    server.socket.cut();
    await until(() => server.hellos.length === 2 && listens(server.socket).length > 0);
    await settle();

    relay(server.socket, 9, before);
    relay(server.socket, 1);
    relay(server.socket, 2);
    await until(() => ear.heard.length === 2);

    expect(numbers(ear.heard)).toEqual([1, 2]);
  });

  it("[CLIENT20] tells a gap, and hears a server that began to count anew", async () => {
    const server = await startWith(7);
    const { client } = openPage(server);
    const ear = hearing(client, "c");
    await until(() => ear.onReady.mock.calls.length === 1);
    relay(server.socket, 8);
    const { channel } = listens(server.socket).at(-1) ?? {};
    server.socket.send({ type: "relay-gap", call: "c", ...(channel && { channel }) });
    relay(server.socket, 1);
    await until(() => ear.heard.length === 3);

    expect(ear.heard[1]).toBe("gap");
    expect(ear.heard[2]).toMatch(/^1 /);
  });

  it("[CLIENT20] goes on with the next leader, for the pages that still listen", async () => {
    const server = await startWith(0);
    const pages = [openPage(server), openPage(server), openPage(server)];
    await Promise.all(pages.map(({ client }) => client.ready));
    const isLeader = ({ client }: TestPage) => client.isLeader;
    const leader = pages.find(isLeader);
    const [first, second] = pages.filter((page) => page !== leader);
    if (!leader || !first || !second) throw new Error("no leader");
    const ears = [first, second].map(({ client }) => hearing(client, "c"));
    await until(() => ears.every(({ onReady }) => onReady.mock.calls.length === 1));
    const asked = listens(server.socket);
    for (const { channel } of asked) relay(server.socket, 1, channel);
    await until(() => ears.every(({ heard }) => heard.length === 1));

    leader.client.close();
    await until(() => server.hellos.length === 2 && listens(server.socket).length >= 2);
    await settle();
    for (const { channel } of listens(server.socket)) relay(server.socket, 2, channel);
    await until(() => ears.every(({ heard }) => heard.length === 2));

    expect(new Set(asked.map(({ channel }) => channel)).size).toBe(2);
    expect(ears.map(({ heard }) => numbers(heard))).toEqual([
      [1, 2],
      [1, 2],
    ]);
    expect(listens(server.socket).map(({ from }) => from)).toContain(1);
  });

  it("[CLIENT20] says everything once and in order, whatever the connection does", async () => {
    const server = await startWith(0);
    server.answer = () => undefined;
    const { client } = openPage(server);
    await client.ready;
    const { channel } = hearing(client, "c");
    const said = [channel.say("one"), channel.say("two")];
    await until(() => server.socket.requests("calls.say").length === 1);

    server.answer = () => ({ seq: 1, head: 1 });
    server.socket.cut();
    await Promise.all(said);

    const inputs = server.socket.requests("calls.say").map(({ input }) => input);
    expect(inputs.map(({ body, once }) => [body, once?.n])).toEqual([
      ["one", 1],
      ["two", 2],
    ]);
    expect(new Set(inputs.map(({ once }) => once?.name)).size).toBe(1);
  });

  it("[CLIENT20] stops when it is closed, and when the call ends", async () => {
    const server = await startWith(0);
    const { client } = openPage(server);
    await client.ready;
    const closed = hearing(client, "c");
    const open = hearing(client, "c");
    await until(() => open.onReady.mock.calls.length + closed.onReady.mock.calls.length === 2);

    closed.channel.close();
    closed.channel.close();
    await until(() => server.socket.requests("calls.unlisten").length === 1);
    server.put(ended("c", 9));
    await until(() => open.onEnd.mock.calls.length === 1);

    expect(closed.onEnd).not.toHaveBeenCalled();
    expect(closed.heard).toEqual([]);
  });
});

describe("clients of a program", () => {
  it("[CLIENT21] share nothing when they are alone, though they are of one person", async () => {
    const server = await startServer();
    const clients = [1, 2].map(() => openPage(server, { alone: true }).client);
    const shared = [openPage(server).client, openPage(server).client];
    await Promise.all([...clients, ...shared].map(({ ready }) => ready));

    expect(server.hellos).toHaveLength(3);
    expect(clients.map(({ isLeader }) => isLeader)).toEqual([true, true]);
    clients[0]?.close();
    await settle();
    expect(clients[1]?.state).toBe("connected");
  });
});
