import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { groupConnector } from "../../testing/plain-connector.ts";
import { answer, type Device, newSecret, place, TestServer } from "../../testing/test-server.ts";
import { randomName } from "../../testing/test-socket.ts";

const KEY = "p/anna@bob";

describe("a call with a key", () => {
  let server: TestServer;
  let anna: Device;
  let bob: Device;
  beforeEach(async () => {
    server = await TestServer.start({
      connectors: [{ connector: groupConnector(), settings: {} }],
    });
    anna = await server.device("anna");
    bob = await server.device("bob");
  });
  afterEach(() => server.close());

  const find = (who: Device, key = KEY) => who.socket.request("calls.find", { key });

  it("[KEYED1] is found by it, live and ended, by who has or had a part", async () => {
    const { call } = await place(anna, "bob", { restart: KEY });
    const carol = await server.device("carol");

    const live = await find(bob);
    await anna.socket.request("calls.cancel", { call: call.id });
    const ended = await find(bob);

    expect(live.call).toMatchObject({ id: call.id, key: KEY, phase: "ringing" });
    expect(ended.call).toMatchObject({ id: call.id, key: KEY, phase: "ended" });
    await expect(find(carol)).rejects.toMatchObject({ code: "call-not-found" });
    await expect(find(anna, "p/Anna@bob")).rejects.toMatchObject({ code: "call-not-found" });
  });

  it("[KEYED1] is placed again by its key as a new call, and listed once", async () => {
    const { call } = await place(anna, "bob", { restart: KEY });
    await anna.socket.request("calls.cancel", { call: call.id });
    const again = await place(bob, "anna", { restart: KEY });

    const { calls } = await anna.socket.request("calls.keyed", {});

    expect(again.call.id).not.toBe(call.id);
    expect(calls.map(({ id, phase }) => [id, phase])).toEqual([[again.call.id, "ringing"]]);
  });

  it("[KEYED2] placed while it lives, it is the same call: an answer by the one, a seat taken along by the other", async () => {
    const { call } = await place(anna, "bob", { restart: KEY });

    const reseated = await place(anna, "bob", { restart: KEY });
    const answered = await place(bob, "anna", { restart: KEY });

    expect(reseated.call.id).toBe(call.id);
    expect(answered.call).toMatchObject({ id: call.id, phase: "active" });
  });

  it("[KEYED2] a name taken by strangers hinders nobody, and nobody gets into a call by its name", async () => {
    const carol = await server.device("carol");
    const dave = await server.device("dave");
    const strangers = await place(carol, "dave", { restart: KEY });

    const { call } = await place(anna, "bob", { restart: KEY });
    await answer(bob, call.id);
    await dave.socket.request("calls.decline", { call: strangers.call.id });
    const teased = await place(carol, "anna", { restart: KEY });

    expect((await find(anna)).call.id).toBe(call.id);
    expect((await find(bob)).call.id).toBe(call.id);
    expect((await find(carol)).call.id).toBe(teased.call.id);
    expect((await find(dave)).call.id).toBe(strangers.call.id);
  });

  it("[KEYED2] a space's call comes before what a stranger rings under its key, and what is hidden does not count", async () => {
    const admin = await server.device("root", { claims: { roles: ["admin"] } });
    const members = ["anna", "bob"];
    await admin.socket.request("spaces.put", {
      spaces: [{ id: "design", title: "Design", members }],
    });
    const target = { type: "space", id: "design" } as const;
    const space = await place(anna, "", { target, restart: KEY });
    const mallory = await server.device("mallory");
    const ring = await place(mallory, "bob", { restart: KEY });

    expect((await find(bob)).call.id).toBe(space.call.id);
    await admin.socket.request("spaces.put", {
      spaces: [{ id: "design", title: "Design", members: [...members, "dave"] }],
    });
    const dave = await server.device("dave");
    await place(mallory, "dave", { restart: KEY }).catch(() => {});
    expect((await find(dave)).call.id).toBe(space.call.id);

    await mallory.socket.request("calls.cancel", { call: ring.call.id });
    await anna.socket.request("calls.end", { call: space.call.id });
    await bob.socket.request("people.block", { person: "mallory" });
    await place(mallory, "bob", { restart: KEY });
    await expect(find(bob)).resolves.toMatchObject({ call: { phase: "ended" } });
  });

  it.each(["", "x".repeat(256), "a\u202eb", "a\nb"])("[KEYED1] %j is no key", async (restart) => {
    const input = {
      key: randomName(),
      target: { type: "user", id: "bob" },
      media: "video",
      seat: newSecret().seat,
      restart,
    } as const;

    await expect(anna.socket.request("calls.place", input)).rejects.toMatchObject({
      code: "invalid-input",
    });
  });
});
