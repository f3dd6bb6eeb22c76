import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { CallChange } from "../index.ts";
import { answer, type Device, place, TestServer } from "../testing/test-server.ts";

describe("the program that runs a server", () => {
  let running: TestServer;
  let anna: Device;
  let bob: Device;
  beforeEach(async () => {
    running = await TestServer.start();
    anna = await running.device("anna");
    bob = await running.device("bob");
  });
  afterEach(() => running.close());

  it("[API1] hears each change of a call after it is durable, and what it was before", async () => {
    const heard: CallChange[] = [];
    const off = running.server.calls.onChange((change) => heard.push(change));

    const { call } = await place(anna, "bob");
    await answer(bob, call.id);
    off();
    await anna.socket.request("calls.leave", { call: call.id });

    const states = heard.map(({ call: { phase, revision }, previous }) => {
      return { phase, revision, before: previous?.revision };
    });
    expect(states[0]).toEqual({ phase: "ringing", revision: 1, before: undefined });
    expect(states.at(-1)).toMatchObject({ phase: "active", before: states.at(-2)?.revision });
    expect(JSON.stringify(heard)).not.toMatch(/secretHash|pressHash/);
  });

  it("[API1] a listener that throws disturbs nobody", async () => {
    const heard: string[] = [];
    running.server.calls.onChange(() => {
      throw new Error("a bug of the program");
    });
    running.server.calls.onChange(({ call }) => heard.push(call.phase));

    await place(anna, "bob");

    expect(heard).toEqual(["ringing"]);
  });

  it("[API2] lists, reads and ends calls", async () => {
    const { calls } = running.server;
    const { call } = await place(anna, "bob");

    const live = await calls.list();
    const ended = await calls.end(call.id);

    expect(live.map(({ id }) => id)).toEqual([call.id]);
    expect(ended).toMatchObject({ phase: "ended", endReason: "cancelled" });
    expect(await calls.list()).toEqual([]);
    expect(await calls.get(call.id)).toMatchObject({ phase: "ended" });
    expect(await calls.get("A".repeat(22))).toBeUndefined();
    await expect(calls.end("A".repeat(22))).rejects.toMatchObject({ code: "call-not-found" });
  });

  it("[API2] knows people, and signs them out", async () => {
    const { people } = running.server;
    await people.put([{ type: "user", id: "dave", name: "Dave" }]);

    expect(await people.get(["dave", "anna", "nobody"])).toHaveLength(2);
    expect(await people.presence(["anna", "dave"])).toEqual({ anna: "available", dave: "offline" });
    await people.revoke("bob");
    expect(await bob.socket.closed).toMatchObject({ code: 4502 });
    await people.erase("anna");
    expect((await people.get(["anna"]))[0]?.name).toBe("anna");
  });

  it("[API2] keeps spaces and rooms, whoever is in them, and is told what is wrong with its input", async () => {
    const { spaces, rooms } = running.server;
    const design = { id: "design", title: "Design", members: ["anna"] };

    await spaces.put([design]);
    await rooms.put([design]);
    await rooms.remove("design");

    expect(await spaces.get(["design"])).toEqual([design]);
    expect(await rooms.get(["design"])).toEqual([]);
    await expect(spaces.put([{ ...design, id: "" }])).rejects.toMatchObject({ code: "invalid-id" });
  });
});
