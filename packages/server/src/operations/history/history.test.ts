import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { answer, type Device, place, TestServer, tokenFor } from "../../testing/test-server.ts";

/** Anna calls Bob and gives up. */
async function missed(anna: Device, callee = "bob"): Promise<string> {
  const { call } = await place(anna, callee);
  await anna.socket.request("calls.cancel", { call: call.id });
  return call.id;
}

describe("the history", () => {
  let server: TestServer;
  let anna: Device;
  let bob: Device;
  beforeEach(async () => {
    server = await TestServer.start({ limits: { ringsPerPair: 100 } });
    anna = await server.device("anna");
    bob = await server.device("bob");
  });
  afterEach(() => server.close());

  const rest = async (path: string, claims: Record<string, unknown> = {}) => {
    const authorization = `Bearer ${await tokenFor("anna", claims)}`;
    const response = await fetch(`${server.url}${path}`, { headers: { authorization } });
    const body = (await response.json()) as { content: string };
    return { status: response.status, body };
  };

  it("[HIST3] the number of unseen missed calls is told to all devices of the person, and in the welcome", async () => {
    const call = await missed(anna);
    const one = await bob.socket.next("me", ({ me }) => me.missedCalls === 1);
    const phone = await server.device("bob");
    await phone.socket.request("history.seen", {});
    const none = await bob.socket.next("me", ({ me }) => me.missedCalls === 0);
    const { entries } = await bob.socket.request("history.list", { missed: true });

    expect(bob.welcome.me.missedCalls).toBe(0);
    expect(one.me).toMatchObject({ party: { id: "bob" }, status: "available" });
    expect(phone.welcome.me.missedCalls).toBe(1);
    expect(none.me.missedCalls).toBe(0);
    expect(entries).toMatchObject([{ call, isMissed: true, isUnseen: false }]);
    expect(anna.socket.frames.filter(({ type }) => type === "me")).toEqual([]);
  });

  it("[HIST1] a call that time or a lost seat ended has its rows too", async () => {
    await server.close();
    server = await TestServer.start({ times: { claimMs: 60 } });
    anna = await server.device("anna");
    bob = await server.device("bob");
    await place(anna, "bob");

    await bob.socket.next("me", ({ me }) => me.missedCalls === 1);

    const { entries } = await anna.socket.request("history.list", {});
    expect(entries).toMatchObject([{ direction: "outgoing", endReason: "cancelled" }]);
  });

  it("[HIST2] pages follow each other", async () => {
    const calls: string[] = [];
    for (let count = 0; count < 5; count += 1) calls.unshift(await missed(anna));

    const first = await bob.socket.request("history.list", { limit: 3 });
    const second = await bob.socket.request("history.list", {
      limit: 3,
      ...(first.next !== undefined && { before: first.next }),
    });

    expect([...first.entries, ...second.entries].map(({ call }) => call)).toEqual(calls);
    expect(second.next).toBeUndefined();
  });

  it("[HIST4] who erases their rows erases nobody else's", async () => {
    const call = await missed(anna);
    await missed(anna);

    expect(await bob.socket.request("history.erase", { call })).toEqual({ count: 1 });
    expect(await bob.socket.request("history.erase", {})).toEqual({ count: 1 });

    expect((await bob.socket.request("history.list", {})).entries).toEqual([]);
    expect((await anna.socket.request("history.list", {})).entries).toHaveLength(2);
    await bob.socket.next("me", ({ me }) => me.missedCalls === 0);
  });

  it("[HIST5] is off with nothing kept", async () => {
    await server.close();
    server = await TestServer.start({ times: { historyKeptMs: 0 } });
    anna = await server.device("anna");
    bob = await server.device("bob");
    await missed(anna);

    expect((await anna.socket.request("history.list", {})).entries).toEqual([]);
  });

  it("[HIST10] others' rows are for administrators alone, over REST too", async () => {
    const call = await missed(anna);
    const { call: talked } = await place(anna, "bob");
    await answer(bob, talked.id);
    await bob.socket.request("calls.leave", { call: talked.id });
    const admin = { roles: ["admin"] };

    const refused = await Promise.all([
      rest("/v1/history/all"),
      rest("/v1/history/export?format=csv&person=bob"),
      rest("/v1/history/export?format=json&everybody=true"),
    ]);
    const found = await rest(`/v1/history/all?person=bob&missed=true&limit=5`, admin);
    const until = await rest(`/v1/history/all?until=2020-01-01T00:00:00Z`, admin);
    const own = await rest("/v1/history/export?format=json");
    const all = await rest("/v1/history/export?format=csv&everybody=true", admin);

    const ofMissed = await rest("/v1/history/export?format=json&everybody=true&missed=true", admin);

    expect(JSON.parse(ofMissed.body.content)).toMatchObject([{ person: "bob", call }]);
    expect(refused.map(({ status }) => status)).toEqual([403, 403, 403]);
    expect(found.body).toMatchObject({ entries: [{ person: "bob", call, isMissed: true }] });
    expect(until.body).toEqual({ entries: [] });
    expect(JSON.parse(own.body.content)).toHaveLength(2);
    expect(all.body.content.split("\r\n")).toHaveLength(6);
    expect(all.body.content).toContain('"bob"');
  });

  it("[HIST10] a wrong cursor, time or size is refused by name", async () => {
    const admin = { roles: ["admin"] };
    const paths = [
      "/v1/history?limit=0",
      "/v1/history?limit=101",
      "/v1/history?limit=many",
      "/v1/history?before=1",
      "/v1/history?missed=perhaps",
      "/v1/history/all?since=yesterday",
      "/v1/history/export?format=xml",
      "/v1/history?person=bob",
    ];

    const answers = await Promise.all(paths.map((path) => rest(path, admin)));

    expect(answers.map(({ status }) => status)).toEqual(paths.map(() => 400));
  });

  it("[HIST6] an erased person leaves their call, is signed out, and has no rows", async () => {
    await missed(anna);
    const { call } = await place(anna, "bob");
    const admin = await server.device("root", { claims: { roles: ["admin"] } });

    await admin.socket.request("people.erase", { person: "bob" });

    await anna.socket.next("call", (frame) => frame.call.phase === "ended");
    await bob.socket.closed;
    const { entries } = await admin.socket.request("history.find", {});
    const known = await admin.socket.request("people.get", { people: ["bob"] });
    expect(entries.map(({ person }) => person)).toEqual(["anna", "anna"]);
    expect(entries[0]).toMatchObject({ call: call.id, endReason: "declined" });
    expect(known.people).toEqual([{ type: "user", id: "bob", name: "bob" }]);
    await expect(anna.socket.request("people.erase", { person: "bob" })).rejects.toMatchObject({
      code: "not-allowed",
    });
  });
});
