import { CallError, CLOSE_CODES, type PersonId, type PresenceStatus } from "@ringline/protocol";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createClient } from "./index.ts";
import { active, ended, ringing } from "./testing/calls.ts";
import { openPage, settle, startServer, until } from "./testing/pages.ts";
import { tokenFor } from "./testing/token.ts";

describe("the connection of a page", () => {
  it("[CLIENT1] says hello with the token in the first frame", async () => {
    const server = await startServer();
    const { client } = openPage(server, { deviceLabel: "Test on Node" });

    await client.ready;

    expect(client.state).toBe("connected");
    expect(client.me?.party.id).toBe("anna");
    expect(server.hellos).toMatchObject([
      { type: "hello", version: 1, holds: {}, device: { label: "Test on Node" } },
    ]);
  });

  it("[CLIENT2] tells the end of a call that it missed, before anything that rings", async () => {
    const server = await startServer();
    const { client } = openPage(server);
    await client.ready;
    server.put(ringing("first"));
    await until(() => client.calls.has("first"));
    const told: string[] = [];
    client.on("callChanged", ({ call }) => told.push(`${call.id} ${call.phase}`));
    client.on("incomingCall", ({ call }) => told.push(`${call.id} rings`));

    server.socket.cut();
    server.calls.set("first", ended("first"));
    server.calls.set("second", ringing("second"));
    await until(() => client.calls.has("second"));

    expect(told).toEqual(["first ended", "second ringing", "second rings"]);
    expect(server.hellos[1]).toMatchObject({ holds: { first: 1 } });
  });

  it("[CLIENT2] tells that a held call cannot be seen any more", async () => {
    const server = await startServer();
    const { client } = openPage(server);
    await client.ready;
    server.put(active("c"));
    await until(() => client.calls.has("c"));
    const gone = vi.fn();
    client.on("callGone", gone);

    server.socket.cut();
    server.calls.clear();
    await until(() => server.hellos.length === 2 && client.state === "connected");

    expect(gone.mock.calls).toEqual([[{ call: "c" }]]);
    expect(client.calls.size).toBe(0);
  });

  it("[CLIENT3] sends a command again that had no answer, with the same key", async () => {
    const server = await startServer();
    server.answer = ({ operation }, socket) => {
      if (operation !== "calls.place") return {};
      if (server.hellos.length === 1) return socket.cut();
      return { call: active("c") };
    };
    const { client } = openPage(server);
    await client.ready;
    const first = server.socket;

    const call = await client.placeCall({ type: "user", id: "bob" }).call;

    expect(call.id).toBe("c");
    expect(server.socket.requests("calls.place")).toEqual(first.requests("calls.place"));
  });

  it("[CLIENT3] takes a draining server's refusal for no answer", async () => {
    const server = await startServer();
    server.answer = (_, socket) => {
      if (server.hellos.length > 1) return { call: ended("c") };
      queueMicrotask(() => socket.close(CLOSE_CODES.drain, 10));
      throw new CallError("draining");
    };
    const { client } = openPage(server);

    expect(await client.leaveCall("c")).toEqual(ended("c"));
  });

  it("[CLIENT3] asks before there is a connection and is answered when there is one", async () => {
    const server = await startServer();
    server.answer = () => ({ status: "away" });
    const { client } = openPage(server);

    await client.setStatus("away");

    expect(server.socket.requests("presence.set")[0]?.input).toEqual({ status: "away" });
  });

  it("[CLIENT3] rejects with the server's code and what belongs to it", async () => {
    const server = await startServer();
    server.answer = () => {
      throw new CallError("answered-elsewhere", { device: "Firefox on Linux" });
    };
    const { client } = openPage(server);

    const error = await client.answerCall("c").call.catch((reason: unknown) => reason);

    expect(error).toBeInstanceOf(CallError);
    expect(error).toMatchObject({
      code: "answered-elsewhere",
      status: 409,
      details: { device: "Firefox on Linux", reference: "12345678" },
    });
  });

  it("[CLIENT5] comes back after a cut by itself", async () => {
    const server = await startServer();
    const { client } = openPage(server);
    await client.ready;
    const states: string[] = [];
    client.on("connection", ({ state }) => states.push(state));

    server.socket.cut();
    await until(() => states.length === 2);

    expect(states).toEqual(["connecting", "connected"]);
  });

  it("[CLIENT5] asks the site again when it gave no token", async () => {
    const server = await startServer();
    const getToken = vi
      .fn(async () => tokenFor("anna"))
      .mockRejectedValueOnce(new TypeError("net"));
    const { client } = openPage(server, { getToken });

    await client.ready;

    expect(getToken).toHaveBeenCalledTimes(2);
  });

  it("[CLIENT8] stays away when nobody is signed in on the site", async () => {
    const server = await startServer();
    const { client } = openPage(server, {
      getToken: () => Promise.reject(new CallError("not-authenticated")),
    });

    await expect(client.ready).rejects.toMatchObject({ code: "not-authenticated" });

    expect(client.state).toBe("closed");
    await expect(client.setStatus("away")).rejects.toMatchObject({ code: "not-authenticated" });
  });

  it("[CLIENT8] stays away after a code that says so, and says why", async () => {
    const server = await startServer();
    const { client } = openPage(server);
    await client.ready;
    const states = vi.fn();
    client.on("connection", states);

    server.socket.close(CLOSE_CODES.revoked);
    await until(() => client.state === "closed");
    await settle();

    expect(states.mock.calls).toEqual([[{ state: "closed", code: 4502 }]]);
    await expect(client.cancelCall("c")).rejects.toMatchObject({ code: "token-revoked" });
    expect(server.hellos).toHaveLength(1);
  });

  it("[CLIENT7] comes back with a new token when the old one ran out", async () => {
    const server = await startServer();
    const page = openPage(server);
    await page.client.ready;

    server.socket.close(CLOSE_CODES["token-expired"]);
    await until(() => server.hellos.length === 2);

    expect(page.tokens).toBe(2);
  });

  it("[CLIENT9] asks once for all people who are watched within 50 ms", async () => {
    const server = await startServer();
    server.answer = () => ({ people: { bob: "available", carol: "away" } });
    const { client } = openPage(server);
    await client.ready;
    const heard: [PersonId, PresenceStatus][] = [];
    const hear = (person: PersonId, status: PresenceStatus) => heard.push([person, status]);

    client.watchPresence(["bob"], hear);
    client.watchPresence(["carol", "bob"], () => {});
    await until(() => heard.length > 0);
    server.socket.send({ type: "presence", people: { bob: "in-call" } });
    await until(() => heard.length > 1);

    expect(server.socket.requests("presence.subscribe").map(({ input }) => input)).toEqual([
      { people: ["bob", "carol"] },
    ]);
    expect(heard).toEqual([
      ["bob", "available"],
      ["bob", "in-call"],
    ]);
    expect(client.presence("carol")).toBe("away");
  });

  it("[CLIENT9] asks again on a new connection and takes back what nobody watches", async () => {
    const server = await startServer();
    server.answer = () => ({ people: { bob: "available" } });
    const { client } = openPage(server);
    await client.ready;
    const unwatch = client.watchPresence(["bob"], () => {});
    await until(() => client.presence("bob"));

    server.socket.cut();
    await until(() => server.sockets.size === 1 && server.hellos.length === 2);
    await until(() => server.socket.requests("presence.subscribe").length === 1);
    unwatch();
    await until(() => server.socket.requests("presence.unsubscribe").length === 1);

    expect(client.presence("bob")).toBeUndefined();
  });

  it("[CLIENT10] gives the secret at once and tells the server only its hash", async () => {
    const server = await startServer();
    server.answer = () => ({ call: active("c") });
    const { client } = openPage(server);

    const { secret, call } = client.placeCall({ type: "user", id: "bob" }, { media: "audio" });
    await call;

    const [place] = server.socket.requests("calls.place");
    const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(secret));
    expect(Buffer.from(secret, "base64url")).toHaveLength(32);
    expect(place?.input.seat).toBe(Buffer.from(digest).toString("base64url"));
    expect(JSON.stringify(server.socket.received)).not.toContain(secret);
  });

  it("[CLIENT11] ignores frames and fields that it does not know", async () => {
    const server = await startServer();
    const { client } = openPage(server);
    await client.ready;

    server.socket.send({ type: "from-the-future" });
    server.put({ ...ringing("c"), mood: "sunny" } as never);
    await until(() => client.calls.has("c"));

    expect(client.state).toBe("connected");
  });

  it("[CLIENT11] takes a person named __proto__ for a person", async () => {
    const server = await startServer();
    server.answer = () => JSON.parse('{"people":{"__proto__":"away"}}');
    const { client } = openPage(server);

    client.watchPresence(["__proto__"], () => {});
    await until(() => client.presence("__proto__"));

    expect(client.presence("__proto__")).toBe("away");
    expect(client.presence("bob")).toBeUndefined();
  });

  it("[CLIENT16] asks for its calls when a ping names what it has not, and mends the gap", async () => {
    const server = await startServer();
    const { client } = openPage(server);
    await client.ready;
    server.put(ringing("c"));
    await until(() => client.calls.has("c"));

    server.calls.set("c", ended("c"));
    server.socket.send({ type: "ping", calls: {} });
    await until(() => client.calls.get("c")?.phase === "ended");

    expect(server.socket.received).toContainEqual({ type: "pong" });
  });

  it("[CLIENT17] tells once that a call rings, and says so to the server once", async () => {
    const server = await startServer();
    const { client } = openPage(server);
    await client.ready;
    const rings = vi.fn();
    client.on("incomingCall", rings);

    server.put(ringing("c", 1));
    server.put(ringing("c", 2));
    server.put(ringing("c", 3, "ringing"));
    await until(() => client.calls.get("c")?.revision === 3);
    await until(() => server.socket.requests("calls.ringing").length === 1);
    await settle();
    server.socket.cut();
    await until(() => server.hellos.length === 2 && client.state === "connected");
    await settle();

    expect(rings).toHaveBeenCalledOnce();
    expect(server.socket.requests("calls.ringing")).toHaveLength(0);
  });

  it("[CLIENT18] keeps the state right and tells the others when a listener throws", async () => {
    const server = await startServer();
    const { client } = openPage(server);
    await client.ready;
    const thrown = new Promise((resolve) =>
      process.prependOnceListener("uncaughtException", resolve),
    );
    const others = process.listeners("uncaughtException").slice(1);
    for (const other of others) process.off("uncaughtException", other);
    const hear = vi.fn();
    client.on("callChanged", () => {
      throw new Error("the site's own");
    });
    client.on("callChanged", hear);

    server.put(ringing("c"));
    await until(() => hear.mock.calls.length === 1);
    const error = await thrown;
    for (const other of others) process.on("uncaughtException", other);

    expect(error).toMatchObject({ message: "the site's own" });
  });
});

describe("a token that runs out", () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it("[CLIENT7] is renewed in place when three quarters of its life are over", async () => {
    const server = await startServer();
    const getToken = vi.fn(async () => tokenFor("anna", 8));
    const client = createClient({ server: server.url, getToken });
    await client.ready;

    await vi.advanceTimersByTimeAsync(5_900);
    expect(getToken).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(200);
    expect(getToken).toHaveBeenCalledTimes(2);
    vi.useRealTimers();
    await until(() => server.socket.received.some(({ type }) => type === "token"));

    expect(server.hellos).toHaveLength(1);
    client.close();
  });

  it("[CLIENT3] gives a command up that had no answer for 10 s", async () => {
    const server = await startServer();
    server.answer = () => undefined;
    const client = createClient({ server: server.url, getToken: async () => tokenFor("anna") });
    await client.ready;

    const failed = expect(client.cancelCall("c")).rejects.toMatchObject({
      code: "connection-lost",
    });
    await vi.advanceTimersByTimeAsync(10_000);

    await failed;
    client.close();
  });
});
