import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { adminSession, askRest } from "../../testing/admin-door.ts";
import { place, TestServer, tokenFor } from "../../testing/test-server.ts";

let server: TestServer;

beforeAll(async () => {
  server = await TestServer.start({ limits: { commandBurst: 1_000 } });
});
afterAll(() => server.close());

const setupLink = async () => (await server.server.offerSetup({ onlyFirst: false })) ?? "";

async function newKey(bearer: string, scopes: string[], more: Record<string, unknown> = {}) {
  const input = { name: "robot", scopes, ...more };
  return (await askRest(server, "keys.create", { bearer, input })).body;
}

describe("signing in to the administration", () => {
  it("[ADMIN1] a set-up link opens one session, however many use it at once", async () => {
    const bearer = await setupLink();

    const answers = await Promise.all(
      Array.from({ length: 50 }, () => askRest(server, "admin.sign-in", { bearer })),
    );

    const codes = answers.map(({ status, body }) => (status === 200 ? "in" : body.code));
    expect(codes.filter((code) => code === "in")).toHaveLength(1);
    expect(new Set(codes)).toEqual(new Set(["in", "link-used"]));
  });

  it("[ADMIN1] the first link is offered until somebody signed in", async () => {
    const fresh = await TestServer.start();
    const before = await fresh.server.offerSetup({ onlyFirst: true });
    await adminSession(fresh);
    const after = await fresh.server.offerSetup({ onlyFirst: true });
    await fresh.close();

    expect(before).toMatch(/^ringline_setup_/);
    expect(after).toBeUndefined();
  });

  it("[ADMIN1] a set-up link runs out", async () => {
    const brief = await TestServer.start({ times: { setupMs: 0 } });
    const bearer = (await brief.server.offerSetup({ onlyFirst: false })) ?? "";
    const { body } = await askRest(brief, "admin.sign-in", { bearer });
    await brief.close();

    expect(body.code).toBe("link-used");
  });

  it("[ADMIN2] a token of the site with the role opens one session; one without, and a guest's, none", async () => {
    const bearer = await tokenFor("anna", { roles: ["admin"] });
    const first = await askRest(server, "admin.sign-in", { bearer });
    const second = await askRest(server, "admin.sign-in", { bearer });
    const plain = await askRest(server, "admin.sign-in", { bearer: await tokenFor("bob") });
    const guest = await askRest(server, "admin.sign-in", {
      bearer: await tokenFor("g", { guest: true, roles: ["admin"] }),
    });

    expect(first.body.session).toMatchObject({ name: "Anna" });
    expect(second.body.code).toBe("link-used");
    expect([plain.body.code, guest.body.code]).toEqual(["not-allowed", "not-allowed"]);
  });

  it("[ADMIN3] a session asks what administrators may, lives on by renewal, and ends at the sign-out", async () => {
    const bearer = await adminSession(server);
    const status = await askRest(server, "server.status", { bearer });
    const renewed = await askRest(server, "admin.renew", { bearer });
    const own = await askRest(server, "presence.set", { bearer, input: { status: "away" } });
    await askRest(server, "admin.sign-out", { bearer });
    const after = await askRest(server, "server.status", { bearer });

    expect(status.body.status).toMatchObject({ database: { type: "sqlite", isWell: true } });
    expect(Date.parse(renewed.body.expiresAt)).toBeGreaterThan(Date.now());
    expect(own.body.code).toBe("not-allowed");
    expect([after.status, after.body.code]).toEqual([401, "token-expired"]);
  });

  it("[ADMIN3] a session ends unless it is renewed, and when its person is signed out", async () => {
    const brief = await TestServer.start({ times: { sessionMs: 0 } });
    const ended = await askRest(brief, "keys.list", { bearer: await adminSession(brief) });
    await brief.close();
    const anna = await askRest(server, "admin.sign-in", {
      bearer: await tokenFor("anna", { roles: ["admin"], name: "Anna again" }),
    });
    const bearer = anna.body.session.token;
    await askRest(server, "people.revoke", {
      bearer: await adminSession(server),
      input: { person: "anna" },
    });
    const revoked = await askRest(server, "keys.list", { bearer });

    expect(ended.body.code).toBe("token-expired");
    expect(revoked.body.code).toBe("token-revoked");
  });

  it("[ADMIN4] no credential is taken in the place of another", async () => {
    const session = await adminSession(server);
    const { secret } = await newKey(session, ["admin"]);
    const setup = await setupLink();
    const hellos = [session, secret, setup].map(async (token) => {
      const socket = server.open();
      await socket.opened();
      const device = { id: "0123456789abcdef", label: "x" };
      socket.send({
        type: "hello",
        version: 1,
        page: "0123456789abcdef",
        holds: {},
        token,
        device,
      });
      return (await socket.closed).code;
    });
    const asked = await Promise.all([
      askRest(server, "keys.list", { bearer: setup }),
      askRest(server, "admin.sign-in", { bearer: session }),
      askRest(server, "admin.sign-in", { bearer: secret }),
      askRest(server, "admin.renew", { bearer: secret }),
      askRest(server, "admin.renew", { bearer: await tokenFor("eve", { roles: ["admin"] }) }),
    ]);

    for (const code of await Promise.all(hellos)) expect(code).toBeGreaterThanOrEqual(4_500);
    expect(asked.map(({ body }) => body.code)).toEqual(Array(5).fill("not-allowed"));
  });

  it("[ADMIN5] who guesses is told to wait after ten times; who knows is let in from elsewhere", async () => {
    const guessed = await TestServer.start();
    const codes: unknown[] = [];
    for (let count = 0; count < 12; count++) {
      const bearer = `ringline_session_${String(count).padStart(43, "A")}`;
      codes.push((await askRest(guessed, "keys.list", { bearer })).body.code);
    }
    await guessed.close();

    expect(codes).toEqual([...Array(10).fill("token-expired"), "rate-limited", "rate-limited"]);
  });
});

describe("keys", () => {
  it("[KEY1] a key's secret is told once, asks within its scopes, and is refused once revoked", async () => {
    const bearer = await adminSession(server);
    const { key, secret } = await newKey(bearer, ["read"], { days: 30 });
    const read = await askRest(server, "calls.live", { bearer: secret });
    const listed = await askRest(server, "keys.list", { bearer });
    await askRest(server, "keys.revoke", { bearer, input: { key: key.id } });
    const after = await askRest(server, "calls.live", { bearer: secret });

    expect(secret).toMatch(/^ringline_key_/);
    expect(read.status).toBe(200);
    const shown = listed.body.keys.find(({ id }) => id === key.id);
    expect(shown).toMatchObject({ name: "robot", scopes: ["read"], createdBy: "set-up link" });
    expect(shown?.lastUsedAt).toBeDefined();
    expect(JSON.stringify(listed.body)).not.toContain(secret.slice(-20));
    expect([after.status, after.body.code]).toEqual([401, "token-revoked"]);
  });

  it("[KEY2] another key's id with a wrong secret is nobody", async () => {
    const { secret } = await newKey(await adminSession(server), ["admin"]);
    const wrong = secret.slice(0, -1) + (secret.endsWith("A") ? "B" : "A");

    expect((await askRest(server, "calls.live", { bearer: wrong })).body.code).toBe(
      "invalid-token",
    );
  });
});

describe("the audit", () => {
  it("[AUDIT1] what changes something is written down with who, what, before and after, and no secret", async () => {
    const bearer = await adminSession(server);
    const anna = await server.device("carla");
    await server.device("dora");
    const { call } = await place(anna, "dora");
    const live = await askRest(server, "calls.live", { bearer, input: { text: "carl" } });
    await askRest(server, "calls.end", { bearer, input: { call: call.id } });
    const again = await askRest(server, "calls.end", { bearer, input: { call: call.id } });
    const { secret } = await newKey(bearer, ["calls"]);
    const { body } = await askRest(server, "audit.list", { bearer, input: { limit: 4 } });

    expect(live.body.calls.map(({ id }) => id)).toEqual([call.id]);
    expect(body.entries.map(({ action, outcome }) => [action, outcome])).toEqual([
      ["keys.create", "done"],
      ["calls.end", "call-ended"],
      ["calls.end", "done"],
      ["admin.sign-in", "done"],
    ]);
    expect(body.entries[2]).toMatchObject({
      target: call.id,
      by: { type: "session", id: "set-up link", address: "127.0.0.1" },
      before: { phase: "ringing" },
      after: { phase: "ended" },
    });
    expect(body.entries[1]?.reference).toBe(again.body.reference);
    expect(JSON.stringify(body)).not.toContain(secret);
    expect(JSON.stringify(body)).not.toContain(bearer);
  });

  it("[AUDIT2] a key that asks for more than its scope is written down, questions are not", async () => {
    const bearer = await adminSession(server);
    const { key, secret } = await newKey(bearer, ["read"]);
    await askRest(server, "people.put", { bearer: secret, input: { people: [] } });
    await askRest(server, "calls.live", { bearer: secret });
    const { body } = await askRest(server, "audit.list", { bearer, input: { by: key.id } });

    expect(body.entries.map(({ action, outcome, by }) => [action, outcome, by.type])).toEqual([
      ["people.put", "not-allowed", "key"],
    ]);
  });

  it("[AUDIT5] who is not let in is written down, once per address and minute, without the secret", async () => {
    const guessed = await TestServer.start();
    const bearer = await adminSession(guessed);
    const wrong = `ringline_key_${"k".repeat(12)}_${"A".repeat(43)}`;
    const refused = await askRest(guessed, "calls.live", { bearer: wrong });
    await askRest(guessed, "calls.live", { bearer: `ringline_session_${"B".repeat(43)}` });
    await askRest(guessed, "calls.live", { bearer: `ringline_setup_${"C".repeat(43)}` });
    const { body } = await askRest(guessed, "audit.list", {
      bearer,
      input: { by: "not admitted" },
    });
    await guessed.close();

    expect(refused.body.code).toBe("invalid-token");
    expect(body.entries).toMatchObject([
      {
        reference: refused.body.reference,
        by: { type: "key", name: "Not admitted", address: "127.0.0.1" },
        action: "calls.live",
        target: "k".repeat(12),
        outcome: "invalid-token",
      },
    ]);
    expect(JSON.stringify(body)).not.toContain("A".repeat(43));
  });

  it.each([
    ["session", `ringline_session_${"B".repeat(43)}`, "token-expired"],
    ["setup", `ringline_setup_${"C".repeat(43)}`, "not-allowed"],
    ["setup", "ringline_setup_cut", "invalid-token"],
  ])("[AUDIT5] a %s secret that is not taken leaves a line (%s)", async (type, secret, outcome) => {
    const fresh = await TestServer.start();
    const bearer = await adminSession(fresh);
    const { body: refused } = await askRest(fresh, "keys.list", { bearer: secret });
    const { body } = await askRest(fresh, "audit.list", { bearer, input: { by: "not admitted" } });
    await fresh.close();

    expect(refused.code).toBe(outcome);
    expect(body.entries).toMatchObject([{ by: { type }, action: "keys.list", outcome }]);
    expect(JSON.stringify(body)).not.toContain(secret);
  });

  it("[AUDIT3] goes on where a page ended, and finds by area and target", async () => {
    const bearer = await adminSession(server);
    for (const person of ["p1", "p2", "p1"])
      await askRest(server, "people.revoke", { bearer, input: { person } });
    const first = await askRest(server, "audit.list", {
      bearer,
      input: { action: "people", target: "p1", limit: 1 },
    });
    const second = await askRest(server, "audit.list", {
      bearer,
      input: { action: "people", target: "p1", limit: 1, before: first.body.next },
    });

    expect(first.body.entries).toHaveLength(1);
    expect(second.body.entries[0]).toMatchObject({ target: "p1", action: "people.revoke" });
    expect(second.body.next).toBeUndefined();
  });
});

describe("people", () => {
  it("[ADMIN6] are found by the beginning of their id or name, with devices and when they were seen", async () => {
    const bearer = await adminSession(server);
    await server.device("zora-1", { claims: { name: "100% Zora" } });
    await server.device("zora-2", { claims: { name: "Yvonne" } });
    const byId = await askRest(server, "people.find", {
      bearer,
      input: { text: "ZORA", limit: 1 },
    });
    const next = await askRest(server, "people.find", {
      bearer,
      input: { text: "zora", limit: 1, after: byId.body.next },
    });
    const byName = await askRest(server, "people.find", { bearer, input: { text: "100%" } });
    const nobody = await askRest(server, "people.find", { bearer, input: { text: "%ora" } });

    expect(byId.body.people[0]).toMatchObject({
      person: { id: "zora-1" },
      status: "available",
      devices: 1,
    });
    expect(byId.body.people[0]?.lastSeenAt).toBeDefined();
    expect(next.body.people.map(({ person }) => person.id)).toEqual(["zora-2"]);
    expect(next.body.next).toBeUndefined();
    expect(byName.body.people.map(({ person }) => person.id)).toEqual(["zora-1"]);
    expect(nobody.body.people).toEqual([]);
  });
});
