import { CallError, type ServerFrame, TIMES } from "@ringline/protocol";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import type { SeatClient } from "../api.ts";
import { active, ended, ringing } from "../testing/calls.ts";
import { type FrameServer, type FrameSocket, secretOf } from "../testing/frame-server.ts";
import { settle, startServer, until } from "../testing/pages.ts";
import { connectSeat } from "./seat-client.ts";

/** A server with one seat in the call `c`; each claim raises the epoch and gives a new secret. */
async function startSeatServer(): Promise<FrameServer> {
  const server = await startServer();
  server.calls.set("c", active("c"));
  let epoch = 0;
  server.onHello = (socket) => {
    epoch += 1;
    server.welcome(socket, { call: "c", epoch, nextSecret: `secret-${epoch}` });
  };
  return server;
}

function takeSeat(server: { url: string }, keepSecret = (_: string) => {}): SeatClient {
  const seat = connectSeat({ server: server.url, secret: "secret-0", keepSecret });
  onTestFinished(() => seat.close());
  return seat;
}

const relay = (seq: number, body: unknown): ServerFrame => ({
  type: "relay",
  call: "c",
  from: "p2",
  seq,
  body,
});

describe("a call page's seat", () => {
  it("[CLIENT12] keeps the next secret before anything is told, and shows it at the next hello", async () => {
    const server = await startSeatServer();
    const order: string[] = [];
    const seat = takeSeat(server, (secret) => order.push(secret));
    seat.on("callChanged", ({ call }) => order.push(call.id));
    seat.on("connection", ({ state }) => order.push(state));
    await seat.ready;
    await until(() => order.length === 3);

    server.socket.cut();
    await until(() => server.hellos.length === 2 && seat.state === "connected");

    expect(order.slice(0, 3)).toEqual(["secret-1", "c", "connected"]);
    expect(server.hellos.map(secretOf)).toEqual(["secret-0", "secret-1"]);
    expect(seat.participant).toBe("p1");
    expect(seat.call).toEqual(active("c"));
  });

  it("[CLIENT12] is refused for good when its secret is not known", async () => {
    const server = await startServer();
    server.onHello = (socket) => socket.close(4507);
    const seat = takeSeat(server);

    await expect(seat.ready).rejects.toMatchObject({ code: "session-expired" });
    await expect(seat.join()).rejects.toBeInstanceOf(CallError);
    await settle();

    expect(seat.state).toBe("closed");
    expect(server.hellos).toHaveLength(1);
  });

  it("[CLIENT12] waits for a refusal as long as a server waits for the call before it gives one", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    onTestFinished(() => void vi.useRealTimers());
    const server = await startServer();
    const asked = Promise.withResolvers<FrameSocket>();
    server.onHello = asked.resolve;
    const seat = takeSeat(server);
    const socket = await asked.promise;

    await vi.advanceTimersByTimeAsync(TIMES.claimMs + 1_000);
    socket.close(4507);

    await expect(seat.ready).rejects.toMatchObject({ code: "session-expired" });
    expect(server.hellos).toHaveLength(1);
  });

  it("[PAGE41] tells the server's time, anew with each welcome", async () => {
    const server = await startSeatServer();
    const ahead = (ms: number) => () => new Date(Date.now() + ms).toISOString();
    server.now = ahead(-300_000);
    const seat = takeSeat(server);
    await seat.ready;
    const first = seat.serverNow() - Date.now();

    server.now = ahead(60_000);
    server.socket.cut();
    await until(() => server.hellos.length === 2 && seat.state === "connected");

    expect(Math.round(first / 10_000)).toBe(-30);
    expect(Math.round((seat.serverNow() - Date.now()) / 10_000)).toBe(6);
  });

  it("[CLIENT13] relays in order, resends what is not kept and nothing else", async () => {
    const server = await startSeatServer();
    const seat = takeSeat(server);
    await seat.ready;
    await until(() => server.sockets.size === 1);
    const first = server.socket;
    seat.relay.send("one");
    seat.relay.send("two", "p2");
    seat.relay.send("three");
    await until(() => first.received.length === 3);
    first.send({ type: "relay-kept", call: "c", n: 1 });
    await settle();

    first.cut();
    await until(() => server.hellos.length === 2 && server.socket.received.length === 2);
    seat.relay.send("four");
    await until(() => server.socket.received.length === 3);

    expect(first.received).toEqual([
      { type: "relay", call: "c", n: 1, body: "one" },
      { type: "relay", call: "c", n: 2, to: "p2", body: "two" },
      { type: "relay", call: "c", n: 3, body: "three" },
    ]);
    expect(server.socket.received).toEqual([
      ...first.received.slice(1),
      { type: "relay", call: "c", n: 4, body: "four" },
    ]);
  });

  it("[CLIENT13] hears each message once, and says how far it came", async () => {
    const server = await startSeatServer();
    const seat = takeSeat(server);
    const heard: unknown[] = [];
    seat.relay.onMessage(({ from, body }) => heard.push(`${from} ${body}`));
    const gap = vi.fn();
    seat.relay.onGap(gap);
    await seat.ready;

    for (const frame of [relay(2, "a"), relay(5, "b"), relay(5, "b")]) server.socket.send(frame);
    await until(() => heard.length === 2);
    server.socket.cut();
    await until(() => server.hellos.length === 2 && server.sockets.size === 1);
    for (const frame of [relay(5, "b"), relay(6, "c")]) server.socket.send(frame);
    server.socket.send({ type: "relay-gap", call: "c" });
    await until(() => gap.mock.calls.length === 1);

    expect(heard).toEqual(["p2 a", "p2 b", "p2 c"]);
    expect(server.hellos.map((hello) => "relaySeen" in hello && hello.relaySeen)).toEqual([0, 5]);
    expect(server.socket.received).toEqual([{ type: "relay-seen", call: "c", seq: 6 }]);
  });

  it("[PAGE36] says whose media flows, on the connection of now and never later", async () => {
    const server = await startSeatServer();
    const seat = takeSeat(server);
    seat.tellFlow(["p2"]);
    await seat.ready;
    await until(() => server.sockets.size === 1);

    seat.tellFlow(["p2", "p3"]);
    await until(() => server.socket.received.length === 1);
    server.socket.cut();
    await until(() => server.hellos.length === 2 && seat.state === "connected");
    await settle();

    expect(server.socket.received).toEqual([]);
    seat.tellFlow(["p2"]);
    await until(() => server.socket.received.length === 1);
    expect(server.socket.received).toEqual([{ type: "media-flows", call: "c", from: ["p2"] }]);
  });

  it("[CLIENT13] hears a server that began anew from its first message on", async () => {
    const server = await startSeatServer();
    const seat = takeSeat(server);
    const heard: unknown[] = [];
    seat.relay.onMessage(({ body }) => heard.push(body));
    await seat.ready;

    server.socket.send(relay(7, "before"));
    server.socket.send({ type: "relay-gap", call: "c" });
    server.socket.send(relay(1, "after"));
    await until(() => heard.length === 2);

    expect(heard).toEqual(["before", "after"]);
  });

  it("[CLIENT14] hangs up at once, and tells the server when it is back", async () => {
    const server = await startSeatServer();
    server.answer = () => ({ call: ended("c", 9) });
    const seat = takeSeat(server);
    await seat.ready;
    await until(() => server.sockets.size === 1);
    server.socket.cut();
    await until(() => seat.state === "connecting");

    await seat.leave("failed", "media-failed");
    expect(seat.state).toBe("connecting");
    seat.close();
    await until(() => seat.state === "closed");

    expect(server.hellos).toHaveLength(2);
    expect(seat.call?.phase).toBe("ended");
  });

  it("[CLIENT19] hangs up again until the server takes it", async () => {
    const server = await startSeatServer();
    let refusals = 2;
    server.answer = () => {
      if (refusals === 0) return { call: ended("c", 9) };
      refusals -= 1;
      throw new CallError("storage-unavailable", { retryAfterMs: 20 });
    };
    const seat = takeSeat(server);
    await seat.ready;

    await seat.leave();
    seat.close();
    await until(() => seat.state === "closed");

    expect(seat.call?.phase).toBe("ended");
    expect(refusals).toBe(0);
  });

  it("[CLIENT19] hangs up with its epoch of now, when it came back after that", async () => {
    const server = await startSeatServer();
    server.answer = ({ input }) => {
      if ((input as { epoch: number }).epoch !== server.hellos.length)
        throw new CallError("stale-session");
      return { call: ended("c", 9) };
    };
    const seat = takeSeat(server);
    await seat.ready;
    await until(() => server.sockets.size === 1);
    server.socket.cut();
    await until(() => seat.state === "connecting");

    await seat.leave();
    seat.close();
    await until(() => seat.state === "closed");

    expect(server.hellos).toHaveLength(2);
    expect(seat.call?.phase).toBe("ended");
  });

  it("[CLIENT19] gives up what is refused for good", async () => {
    const server = await startSeatServer();
    server.answer = () => {
      throw new CallError("call-ended");
    };
    const seat = takeSeat(server);
    await seat.ready;
    const { socket } = server;

    await seat.leave();
    seat.close();
    await until(() => seat.state === "closed");

    expect(socket.requests("calls.leave")).toHaveLength(1);
  });

  it("[CLIENT14] says with which epoch it hangs up, once", async () => {
    const server = await startSeatServer();
    server.answer = () => ({ call: ended("c", 9) });
    const seat = takeSeat(server);
    const changes: string[] = [];
    seat.on("callChanged", ({ call }) => changes.push(call.phase));
    await seat.ready;

    await seat.leave();
    await seat.leave();
    await until(() => seat.call?.phase === "ended");

    expect(server.socket.requests("calls.leave").map(({ input }) => input)).toEqual([
      { call: "c", epoch: 1, reason: "hung-up" },
    ]);
    expect(changes).toEqual(["active", "ended"]);
  });

  it("[CLIENT14] says goodbye when its window closes, and comes back when it was only put aside", async () => {
    const window = new EventTarget();
    vi.stubGlobal("addEventListener", window.addEventListener.bind(window));
    vi.stubGlobal("removeEventListener", window.removeEventListener.bind(window));
    onTestFinished(() => void vi.unstubAllGlobals());
    const server = await startSeatServer();
    const seat = takeSeat(server);
    await seat.ready;
    await until(() => server.sockets.size === 1);
    const first = server.socket;

    window.dispatchEvent(new Event("pagehide"));
    await until(() => server.sockets.size === 0);
    window.dispatchEvent(new Event("pageshow"));
    await until(() => seat.state === "connected");

    expect(first.received).toEqual([{ type: "bye" }]);
    expect(server.hellos.map(secretOf)).toEqual(["secret-0", "secret-1"]);
  });

  it("[CLIENT14] gets its grant, and cancels a call that rings", async () => {
    const server = await startSeatServer();
    const grant = { type: "session", connector: "webrtc", data: { iceServers: [] } };
    server.answer = ({ operation }) =>
      operation === "calls.join" ? { call: ringing("c", 4), grant } : { call: ended("c", 5) };
    const seat = takeSeat(server);

    expect(await seat.join()).toEqual(grant);
    await seat.cancel();

    expect(server.socket.requests("calls.cancel").map(({ input }) => input)).toEqual([
      { call: "c" },
    ]);
    expect(seat.call?.phase).toBe("ended");
  });

  it("[CLIENT16] asks for its call when a ping names a newer one", async () => {
    const server = await startSeatServer();
    server.answer = () => ({ call: active("c", 7) });
    const seat = takeSeat(server);
    await seat.ready;

    server.socket.send({ type: "ping", calls: { c: 7 } });
    await until(() => seat.call?.revision === 7);

    expect(server.socket.requests("calls.get")).toHaveLength(1);
  });
});
