import type {
  CallReports,
  ConnectorContext,
  RelayedMessage,
  ServerConnector,
} from "@ringline/connector-spi/server";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { plainConnector } from "../testing/plain-connector.ts";
import { answer, type Device, place, TestServer } from "../testing/test-server.ts";

/** Calls from outside, as a telephone system reports them. */
function line(): { connector: ServerConnector; context(): ConnectorContext } {
  let given: ConnectorContext | undefined;
  const { manifest, start } = plainConnector();
  const [provider] = manifest.providers;
  if (!provider) throw new Error("no provider");
  return {
    connector: {
      manifest: { ...manifest, providers: [{ ...provider, incoming: true }] },
      start: (context) => {
        given = context;
        return start(context);
      },
    },
    context: () => {
      if (given) return given;
      throw new Error("not started");
    },
  };
}

const FROM = { type: "address", address: "tel:+3212345", name: "The plumber\u202e" } as const;
const report = {
  key: "outside-1",
  provider: "plain",
  from: FROM,
  to: "bob",
  media: "audio",
} as const;

let server: TestServer;
let context: ConnectorContext;
let calls: CallReports;
let bob: Device;
beforeEach(async () => {
  const { connector, context: given } = line();
  server = await TestServer.start({ connectors: [{ connector, settings: {} }] });
  context = given();
  calls = context.calls;
  bob = await server.device("bob");
});
afterEach(() => server.close());

const ringAtBob = () =>
  bob.socket.next("call", ({ call }) => call.phase === "ringing" && call.caller.type === "address");
const ended = (device: Device) => device.socket.next("call", ({ call }) => call.phase === "ended");

describe("a call from outside", () => {
  it("[CONN11] rings once for each key, is answered, and ends when its caller leaves", async () => {
    const [id, again] = [await calls.incoming(report), await calls.incoming(report)];
    const { call } = await ringAtBob();
    await answer(bob, id);
    await calls.leg(id, "p1", "left");
    const over = await ended(bob);

    expect(again).toBe(id);
    expect(call).toMatchObject({
      id,
      caller: { type: "address", address: "tel:+3212345", name: "The plumber" },
      participants: [{ role: "caller", state: "joined" }, { state: "invited" }],
      ring: "aloud",
    });
    expect(over.call).toMatchObject({ id, endReason: "hung-up", startedAt: expect.any(String) });
    const { entries } = await bob.socket.request("history.list", { limit: 5 });
    expect(entries).toMatchObject([{ call: id, direction: "incoming", isMissed: false }]);
  });

  it("[CONN11] that is given up is a missed one", async () => {
    const id = await calls.incoming(report);
    await ringAtBob();
    await calls.ended(id, "cancelled");

    expect((await ended(bob)).call).toMatchObject({ endReason: "cancelled" });
    const { entries } = await bob.socket.request("history.list", { limit: 5 });
    expect(entries).toMatchObject([{ call: id, isMissed: true }]);
  });

  it("[CONN11] is quiet where the callee does not want to be disturbed", async () => {
    await bob.socket.request("presence.set", { status: "do-not-disturb" });
    await calls.incoming(report);

    expect((await ringAtBob()).call).toMatchObject({ ring: "quietly" });
  });

  it("[CONN11] is answered on a telephone: the ring stops here", async () => {
    const id = await calls.incoming(report);
    await ringAtBob();
    await calls.leg(id, "p2", "answered");
    const { call } = await bob.socket.next("call", (frame) => frame.call.phase === "active");

    expect(call.participants[1]).toMatchObject({ state: "joined" });
    await expect(answer(bob, id)).rejects.toMatchObject({ code: "answered-elsewhere" });
  });

  it("[CONN11] goes on with somebody else after a transfer", async () => {
    const id = await calls.incoming(report);
    await answer(bob, id);
    await calls.replaced(id, "p1", { type: "address", address: "tel:+32999" });
    await calls.replaced(id, "p1", { type: "address", address: "tel:+32888" });
    const { call } = await bob.socket.request("calls.get", { call: id });

    expect(call.participants.map(({ id: part, state }) => [part, state])).toEqual([
      ["p1", "left"],
      ["p2", "joined"],
      ["p3", "joined"],
    ]);
    await calls.leg(id, "p3", "left");
    expect((await ended(bob)).call).toMatchObject({ endReason: "hung-up" });
  });

  it.each<[string, unknown, string]>([
    ["nobody knows", { ...report, to: "nobody" }, "not-found"],
    ["goes to another provider", { ...report, provider: "webrtc" }, "invalid-input"],
    ["has no key", { ...report, key: "" }, "invalid-input"],
    ["is nothing", undefined, "invalid-input"],
    ["has more", { ...report, phase: "active" }, "invalid-input"],
    ["comes from a person without a name", { ...report, from: { type: "user" } }, "invalid-input"],
    [
      "cannot be read",
      {
        get key() {
          throw new Error("do not look");
        },
      },
      "invalid-input",
    ],
    ["has another prototype", JSON.parse('{"__proto__": {"key": "x"}}'), "invalid-input"],
  ])("[CONN12] that %s is refused", async (_why, said, code) => {
    await expect(calls.incoming(said as typeof report)).rejects.toMatchObject({ code });
  });

  it("[CONN12] by a provider that is off is refused", async () => {
    const admin = await server.device("root", { claims: { roles: ["admin"] } });
    await admin.socket.request("providers.switch", { provider: "plain", isOn: false });

    await expect(calls.incoming(report)).rejects.toMatchObject({ code: "provider-off" });
    expect(context.isActive("plain")).toBe(false);
  });
});

describe("the server half on the relay", () => {
  it("[CONN13] hears what seats send, and they hear it", async () => {
    const anna = await server.device("anna");
    const { call, secret } = await place(anna, "bob");
    const { secret: bobs } = await answer(bob, call.id);
    const [annasSeat, bobsSeat] = [await server.seat(secret), await server.seat(bobs)];
    const heard: RelayedMessage[] = [];
    const stop = calls.onRelay(call.id, (message) => heard.push(message));

    const send = (more: object) => annasSeat.socket.send({ type: "relay", call: call.id, ...more });
    send({ n: 1, body: "to all" });
    send({ n: 2, to: "connector", body: { tones: "1" } });
    await expect
      .poll(() => heard)
      .toEqual([
        { from: "p1", body: "to all" },
        { from: "p1", body: { tones: "1" } },
      ]);
    await calls.relay(call.id, { hello: true }, "p2");
    const frame = await bobsSeat.socket.next("relay", ({ from }) => from === "connector");
    stop();
    send({ n: 3, body: "not heard" });

    expect(frame).toMatchObject({ from: "connector", body: { hello: true } });
    await expect(calls.relay(call.id, "x".repeat(60_001))).rejects.toMatchObject({
      code: "too-big",
    });
    expect(heard).toHaveLength(2);
  });
});

describe("a connector's storage", () => {
  it("[CONN18] keeps what it is given, within bounds", async () => {
    const { storage } = context;
    await storage.put("rooms/1", { size: 3 });
    await storage.put("rooms/2", null);

    expect(await storage.get("rooms/1")).toEqual({ size: 3 });
    expect(await storage.keys("rooms/")).toEqual(["rooms/1", "rooms/2"]);
    await storage.remove("rooms/1");
    expect(await storage.get("rooms/1")).toBeUndefined();
    await expect(storage.put("", 1)).rejects.toMatchObject({ code: "invalid-input" });
    await expect(storage.put("a", undefined)).rejects.toMatchObject({ code: "invalid-input" });
    await expect(storage.put("a", "x".repeat(65_536))).rejects.toMatchObject({ code: "too-big" });
  });
});
