import { PROTOCOL_VERSION } from "@ringline/protocol";
import { afterEach, describe, expect, it } from "vitest";
import { HandTurnedClock } from "../testing/hand-turned-clock.ts";
import { pass } from "../testing/passing.ts";
import { answer, newSecret, place, SITE, TestServer, tokenFor } from "../testing/test-server.ts";
import { randomName } from "../testing/test-socket.ts";

let server: TestServer;
afterEach(() => server.close());

const device = { id: "device-1234", label: "Firefox" };

describe("hello", () => {
  it("[WIRE1] is answered with who one is, what lives, and what became of what one holds", async () => {
    server = await TestServer.start();
    const anna = await server.device("anna");
    const carol = await server.device("carol");
    const bob = await server.device("bob");
    const over = await place(anna, "bob");
    await anna.socket.request("calls.cancel", { call: over.call.id });
    const live = await place(carol, "bob");
    const unknown = "A".repeat(22);
    bob.socket.close();

    const again = await server.device("bob", {
      holds: { [over.call.id]: 1, [unknown]: 3 },
    });

    expect(again.welcome).toMatchObject({
      version: PROTOCOL_VERSION,
      me: { party: { type: "user", id: "bob", name: "Bob" }, roles: [], status: "available" },
      calls: [
        { id: live.call.id, phase: "ringing", ring: "aloud" },
        { id: over.call.id, phase: "ended", endReason: "cancelled" },
      ],
      gone: [unknown],
    });
  });

  it("[WIRE2] must come within 5 s", async () => {
    const clock = new HandTurnedClock();
    server = await TestServer.start({ clock });
    const socket = await server.open().opened();

    await pass(clock, 6_000);

    await expect(socket.closed).resolves.toMatchObject({ code: 4500 });
  });

  it.each([
    ["a request", { type: "request", id: 1, operation: "people.blocked", input: {} }],
    ["a relay message", { type: "relay", call: "A".repeat(22), n: 1, body: 1 }],
    ["a frame of no type", { version: 1 }],
    ["a list", [1, 2, 3]],
    [
      "a hello with an unknown field",
      { type: "hello", version: 1, page: "page-1234", holds: {}, role: "admin" },
    ],
  ])("[WIRE3] is the first frame: %s before it ends the socket", async (_what, frame) => {
    server = await TestServer.start();
    const socket = await server.open().opened();

    socket.send(frame as Record<string, unknown>);

    await expect(socket.closed).resolves.toMatchObject({ code: 4504 });
    expect(socket.frames).toMatchObject([{ type: "goodbye", code: 4504 }]);
  });

  it("[WIRE4] of a version that is not spoken here ends the socket for good", async () => {
    server = await TestServer.start();
    const socket = await server.open().opened();

    socket.send({ type: "hello", version: 2, page: "page-1234", holds: {}, token: "", device });

    await expect(socket.closed).resolves.toMatchObject({ code: 4506 });
  });

  it.each([
    ["signed by somebody else", "eyJhbGciOiJIUzI1NiJ9.e30.x", 4501],
    ["that ran out", tokenFor("anna", { iat: 1_000, exp: 1_600 }), 4003],
    ["for another server", tokenFor("anna", { aud: "https://other.example" }), 4501],
  ])("[WIRE5] with a token %s is refused by its code", async (_what, token, code) => {
    server = await TestServer.start();
    const socket = await server.open().opened();

    const hello = { type: "hello", version: 1, page: "page-1234", holds: {}, device };
    socket.send({ ...hello, token: await token });

    await expect(socket.closed).resolves.toMatchObject({ code });
  });

  it("[WIRE5] is told to come back while the site's keys cannot be fetched", async () => {
    server = await TestServer.start({ tokens: { jwksUrl: "http://127.0.0.1:1/keys" } });
    const socket = await server.open().opened();

    const hello = { type: "hello", version: 1, page: "page-1234", holds: {}, device };
    const header = Buffer.from('{"alg":"ES256","typ":"ringline+jwt","kid":"1"}').toString(
      "base64url",
    );
    socket.send({ ...hello, token: `${header}.${header}.${"A".repeat(86)}` });

    await expect(socket.closed).resolves.toMatchObject({ code: 4000 });
  });
});

describe("the upgrade", () => {
  it.each([
    ["https://site.example.evil.example", 403, "origin-denied"],
    ["https://evilsite.example", 403, "origin-denied"],
    ["https://SITE.example", 403, "origin-denied"],
    ["https://site.example.", 403, "origin-denied"],
    ["https://site.example:8443", 403, "origin-denied"],
    ["http://site.example", 403, "origin-denied"],
    ["null", 403, "origin-denied"],
  ])("[WIRE6] from origin %s is refused", async (origin, status, code) => {
    server = await TestServer.start();

    const refused = await upgrade(`${server.url}/v1/socket`, { origin });

    expect(refused).toMatchObject({ status, problem: { code } });
  });

  it.each([
    ["/v1/socket?token=abc", 400, "token-in-url"],
    ["/v1/socket?access_token=abc", 400, "token-in-url"],
    ["/v1/other", 404, "not-found"],
    ["/", 404, "not-found"],
  ])("[WIRE6] of %s is refused", async (path, status, code) => {
    server = await TestServer.start();

    const refused = await upgrade(`${server.url}${path}`, { origin: SITE });

    expect(refused).toMatchObject({ status, problem: { code } });
  });

  it("[WIRE6] is taken from the site's origin, and without one", async () => {
    server = await TestServer.start();

    const page = server.open({ origin: SITE }).opened();
    const bot = server.open().opened();

    await expect(Promise.all([page, bot])).resolves.toHaveLength(2);
  });
});

describe("a request", () => {
  it("[WIRE7] that fails is answered under its id with a problem that has a reference", async () => {
    server = await TestServer.start();
    const { socket } = await server.device("anna");

    socket.send({
      type: "request",
      id: 7,
      operation: "calls.get",
      input: { call: "A".repeat(22) },
    });
    socket.send({ type: "request", id: 8, operation: "calls.fly", input: {} });
    const first = await socket.next("response", ({ id }) => id === 7);
    const second = await socket.next("response", ({ id }) => id === 8);

    const reference = expect.stringMatching(/^[\w-]{8}$/);
    expect(first.problem).toMatchObject({ status: 404, code: "call-not-found", reference });
    expect(second.problem).toMatchObject({ status: 404, code: "not-found", reference });
  });

  it.each([
    ["an unknown field", "presence.set", { status: "away", role: "admin" }, "unknown-field"],
    [
      "a read-only field",
      "calls.decline",
      { call: "A".repeat(22), state: "ended" },
      "unknown-field",
    ],
    ["a missing field", "presence.set", {}, "invalid-input"],
    ["no input", "presence.set", undefined, "invalid-input"],
    ["a number as id", "calls.get", { call: 7 }, "invalid-id"],
    ["a list as id", "calls.get", { call: ["a"] }, "invalid-id"],
    ["a query as id", "calls.get", { call: { $gt: "" } }, "invalid-id"],
    ["constructor as id", "calls.get", { call: "constructor" }, "invalid-id"],
    ["a path as id", "calls.get", { call: "a/../b" }, "invalid-id"],
    ["300 characters as person", "people.block", { person: "a".repeat(300) }, "invalid-id"],
    ["a right-to-left override as person", "people.block", { person: "a\u202eb" }, "invalid-id"],
    ["201 people", "presence.get", { people: Array(201).fill("bob") }, "invalid-input"],
  ])("[WIRE8] with %s changes nothing", async (...row) => {
    const [_what, operation, input, code] = row;
    server = await TestServer.start();
    const { socket } = await server.device("anna");

    const refused = socket.request(operation as never, input as never);

    await expect(refused).rejects.toMatchObject({ code, status: 400 });
  });

  it("[WIRE21] takes any text as a person's id", async () => {
    server = await TestServer.start();
    const ids = ["__proto__", "constructor", "Zoë", "李 🙂", "a/../b"];
    const { socket } = await server.device("anna");

    const { people } = await socket.request("presence.get", { people: ids });

    expect(Object.keys(people)).toEqual(ids);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});

describe("a token", () => {
  it("[WIRE9] is refreshed in place, for the same person only", async () => {
    server = await TestServer.start();
    const { socket } = await server.device("anna");

    socket.send({ type: "token", token: await tokenFor("anna") });
    const accepted = await socket.next("token-accepted");
    socket.send({ type: "token", token: await tokenFor("bob") });
    const closed = await socket.closed;

    expect(Date.parse(accepted.expiresAt)).toBeGreaterThan(Date.now());
    expect(closed.code).toBe(4501);
  });

  it("[WIRE9] that is newer takes away roles that it does not name", async () => {
    server = await TestServer.start();
    const { socket } = await server.device("root", { claims: { roles: ["admin"] } });

    socket.send({ type: "token", token: await tokenFor("root") });
    await socket.next("token-accepted");
    const revoked = socket.request("people.revoke", { person: "anna" });

    await expect(revoked).rejects.toMatchObject({ code: "not-allowed" });
  });

  it("[WIRE10] that ran out and was not refreshed ends the socket after the leeway", async () => {
    server = await TestServer.start({ times: { tokenLeewayMs: 0 } });
    const now = Math.floor(Date.now() / 1_000);
    const { socket } = await server.device("anna", { claims: { exp: now + 1 } });

    await expect(socket.closed).resolves.toMatchObject({ code: 4003 });
  });

  it("[WIRE11] that was signed before the person was signed out ends its sockets and is taken no more", async () => {
    server = await TestServer.start();
    const admin = await server.device("root", { claims: { roles: ["admin"] } });
    const { socket } = await server.device("anna");
    const anna = server.device("anna", { claims: { iat: Math.floor(Date.now() / 1_000) - 1 } });
    await anna;

    await admin.socket.request("people.revoke", { person: "anna" });
    const again = server.open();
    await again.opened();
    const hello = { type: "hello", version: 1, page: "page-1234", holds: {}, device };
    again.send({
      ...hello,
      token: await tokenFor("anna", { iat: Math.floor(Date.now() / 1_000) - 1 }),
    });

    await expect(socket.closed).resolves.toMatchObject({ code: 4502 });
    await expect(again.closed).resolves.toMatchObject({ code: 4502 });
  });

  it("[WIRE11] takes the person's seats with it: they leave their calls", async () => {
    server = await TestServer.start();
    const admin = await server.device("root", { claims: { roles: ["admin"] } });
    const anna = await server.device("anna");
    const bob = await server.device("bob");
    const placed = await place(anna, "bob");
    const answered = await answer(bob, placed.call.id);
    const annas = await server.seat(placed.secret);
    const bobs = await server.seat(answered.secret);

    await admin.socket.request("people.revoke", { person: "anna" });
    const over = await bobs.socket.next("call", ({ call }) => call.phase === "ended");

    expect(over.call).toMatchObject({ endReason: "hung-up" });
    await expect(annas.socket.closed).resolves.toMatchObject({ code: 4502 });
    expect(bobs.socket.socket.readyState).toBe(1);
    const again = await server.device("bob");
    expect(again.welcome.calls).toEqual([]);
  });

  it.each(["people.revoke", "people.erase"] as const)(
    "[WIRE11] does not leave a call behind that was placed while %s was done",
    async (operation) => {
      const { promise: allowed, resolve: allow } = Promise.withResolvers<boolean>();
      let isAsked = false;
      const mayCall = () => {
        isAsked = true;
        return allowed;
      };
      server = await TestServer.start({ policy: { mayCall }, times: { policyMs: 10_000 } });
      const admin = await server.device("root", { claims: { roles: ["admin"] } });
      const anna = await server.device("anna");
      const bob = await server.device("bob");
      const { secret, seat } = newSecret();
      const placing = place(anna, "bob", { seat });
      placing.catch(() => {});
      await expect.poll(() => isAsked).toBe(true);

      await admin.socket.request(operation, { person: "anna" });
      await expect(anna.socket.closed).resolves.toMatchObject({ code: 4502 });
      allow(true);

      const over = await bob.socket.next("call", ({ call }) => call.phase === "ended");
      const page = await server.seat(secret);
      expect(over.call).toMatchObject({ endReason: "cancelled" });
      expect(page.welcome.calls).toMatchObject([{ phase: "ended" }]);
    },
  );

  it("[WIRE11] does not leave a call behind that is answered after the person was signed out", async () => {
    const { promise: allowed, resolve: allow } = Promise.withResolvers<boolean>();
    const mayCall = (_caller: unknown, callee: string) => (callee === "carol" ? allowed : true);
    server = await TestServer.start({ policy: { mayCall }, times: { policyMs: 10_000 } });
    const admin = await server.device("root", { claims: { roles: ["admin"] } });
    const anna = await server.device("anna");
    const bob = await server.device("bob");
    const { call } = await place(anna, "bob");
    // A person's commands run one after the other: the answer waits behind a placing that waits.
    const commands = [place(bob, "carol"), answer(bob, call.id)];
    for (const command of commands) command.catch(() => {});
    await bob.socket.request("calls.list", {});

    await admin.socket.request("people.revoke", { person: "bob" });
    await expect(bob.socket.closed).resolves.toMatchObject({ code: 4502 });
    allow(false);

    const over = await anna.socket.next("call", (frame) => frame.call.phase === "ended");
    expect(over.call).toMatchObject({ endReason: "hung-up" });
  });

  it("[WIRE11] cannot be revoked by anybody but an administrator", async () => {
    server = await TestServer.start();
    const { socket } = await server.device("anna");

    const refused = socket.request("people.revoke", { person: "bob" });

    await expect(refused).rejects.toMatchObject({ code: "not-allowed", status: 403 });
  });
});

describe("leaving", () => {
  it("[WIRE19] the server says goodbye and when to come back, and a call survives it", async () => {
    server = await TestServer.start();
    const anna = await server.device("anna");
    const bob = await server.device("bob");
    const { call } = await place(anna, "bob");
    await answer(bob, call.id);

    const closing = server.server.close();
    const goodbye = await anna.socket.next("goodbye");
    const closed = await bob.socket.closed;
    await closing;

    expect(goodbye).toMatchObject({ code: 4000, retryAfterMs: expect.any(Number) });
    expect(closed.code).toBe(4000);
  });
});

/** Asks for an upgrade by hand, to read what a refusal says. */
async function upgrade(url: string, headers: Record<string, string>) {
  const { request } = await import("node:http");
  return new Promise<{ status: number | undefined; problem: unknown }>((resolve, reject) => {
    const handshake = {
      connection: "Upgrade",
      upgrade: "websocket",
      "sec-websocket-version": "13",
      "sec-websocket-key": Buffer.from(randomName().slice(0, 16)).toString("base64"),
    };
    const asked = request(url, { headers: { ...handshake, ...headers } });
    asked.on("response", async (response) => {
      let text = "";
      for await (const chunk of response) text += chunk;
      resolve({ status: response.statusCode, problem: JSON.parse(text) });
    });
    asked.on("upgrade", (_response, socket) => {
      socket.destroy();
      reject(new Error("upgraded"));
    });
    asked.on("error", reject);
    asked.end();
  });
}
