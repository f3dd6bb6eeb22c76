import { connectSeat } from "@ringline/client";
import { doorOf, ExoCalls } from "@ringline/exo-webconferencing/calls";
import type { CometD, Message } from "cometd";
import { describe, expect, it, onTestFinished } from "vitest";
import { publish, remoteCall, Site, subscribe, type Transport, until } from "./site.ts";

const ROOT = "/eXo/Application/WebConferencing";
const CALLS = "/webconferencing/calls";
const ID = "p/anna@bob";
const CALL = `${ROOT}/call/${ID}`;
const INFO = {
  owner: "anna",
  ownerType: "user",
  provider: "glimpse",
  title: "Bob",
  participants: "anna;bob",
};

const command = (cometd: CometD, name: string, fields: object = {}) =>
  remoteCall(cometd, CALLS, { command: name, id: ID, ...fields });

/** What this person is told of their calls, read. */
async function updates(cometd: CometD, person: string): Promise<object[]> {
  const heard: object[] = [];
  const channel = `${ROOT}/user/${person}`;
  const reply = await new Promise<Message>((resolve) =>
    cometd.subscribe(channel, ({ data }) => heard.push(JSON.parse(data)), resolve),
  );
  if (!reply.successful) throw new Error(reply.error);
  return heard;
}

/** A page of this person that has the older API over our own client. */
async function ownPage(site: Site, person: string) {
  const client = await site.page(person);
  const openSeat = (secret: string) =>
    connectSeat({ server: site.url, secret, keepSecret: () => {} });
  const calls = new ExoCalls(doorOf(client, openSeat));
  onTestFinished(() => calls.close());
  const told: object[] = [];
  calls.onUserUpdate((update) => told.push(update));
  return { client, calls, told };
}

const STARTED = {
  eventType: "call_state",
  callId: ID,
  providerType: "glimpse",
  callState: "started",
  owner: { id: "anna", type: "user" },
};

describe.each<Transport>(["websocket", "long-polling"])("a call over %s", (transport) => {
  it("[BAYEUX13] [BAYEUX15] rings the other one, is joined and ended, as both are told", async () => {
    const site = await Site.start();
    const [anna, bob] = await Promise.all([
      site.member("anna", { transport }),
      site.member("bob", { transport }),
    ]);
    const [annaHears, bobHears] = await Promise.all([updates(anna, "anna"), updates(bob, "bob")]);

    const made = await command(anna, "create", INFO);
    expect(made).toMatchObject({
      successful: true,
      result: { id: ID, state: "started", providerType: "glimpse", owner: { id: "anna" } },
    });
    await until(() => bobHears.length > 0);
    expect(bobHears[0]).toEqual(STARTED);
    expect(annaHears).not.toContainEqual(STARTED);

    expect((await command(bob, "update", { state: "joined" })).successful).toBe(true);
    await until(() => annaHears.some((one) => "part" in one));
    expect(annaHears).toContainEqual(
      expect.objectContaining({ eventType: "call_joined", part: { id: "bob" } }),
    );
    expect((await command(bob, "get")).result).toMatchObject({
      participants: expect.arrayContaining([
        expect.objectContaining({ id: "anna", state: "joined" }),
        expect.objectContaining({ id: "bob", state: "joined" }),
      ]),
    });
    expect(await command(anna, "get_calls_state", { id: "anna" })).toEqual({
      successful: true,
      result: [{ id: ID, state: "started" }],
    });

    expect(await command(bob, "delete")).toMatchObject({
      successful: true,
      result: { state: "stopped" },
    });
    await until(() => annaHears.some((one) => Reflect.get(one, "callState") === "stopped"));
    expect(await command(anna, "get")).toEqual({
      successful: false,
      result: { code: "NOT_FOUND_ERROR", message: "Call not found", error: true },
    });
  });

  it("[BAYEUX12] carries what is said to both, in one order, without the token of old pages", async () => {
    const site = await Site.start();
    const [anna, bob] = await Promise.all([
      site.member("anna", { transport }),
      site.member("bob", { transport }),
    ]);
    await command(anna, "create", INFO);
    await command(bob, "update", { state: "joined" });
    const heard: Record<"anna" | "bob", unknown[]> = { anna: [], bob: [] };
    expect((await subscribe(anna, CALL, heard.anna)).successful).toBe(true);
    expect((await subscribe(bob, CALL, heard.bob)).successful).toBe(true);

    const said = Array.from({ length: 20 }, (_, n) => ({ provider: "glimpse", n, candidate: {} }));
    await Promise.all(said.map((data) => publish(anna, CALL, data)));
    await publish(bob, CALL, { sender: "bob", exoToken: "a secret", exoId: "bob" });
    await until(() => heard.anna.length === 21 && heard.bob.length === 21);

    expect(heard.anna).toEqual([...said, { sender: "bob", exoId: "bob" }]);
    expect(heard.bob).toEqual(heard.anna);
  });

  it("[BAYEUX11] is closed to a third person, who is told the same as of no call", async () => {
    const site = await Site.start({ limits: { findMs: 300 } });
    const [anna, bob, eve] = await Promise.all([
      site.member("anna", { transport }),
      site.member("bob", { transport }),
      site.member("eve", { transport }),
    ]);
    await command(anna, "create", INFO);
    const heard: unknown[] = [];
    expect((await subscribe(bob, CALL, heard)).successful).toBe(true);

    const spied: unknown[] = [];
    const refused = { successful: false, error: "404::Call not found" };
    expect(await subscribe(eve, CALL, spied)).toMatchObject(refused);
    expect(await publish(eve, CALL, { sender: "anna" })).toMatchObject(refused);
    expect(await subscribe(eve, `${ROOT}/call/p/none`)).toMatchObject(refused);
    for (const name of ["get", "delete"])
      expect(await command(eve, name)).toMatchObject({ result: { code: "NOT_FOUND_ERROR" } });
    await publish(anna, CALL, { sender: "anna" });
    await until(() => heard.length > 0);

    expect(heard).toEqual([{ sender: "anna" }]);
    expect(spied).toEqual([]);
  });

  it("[BAYEUX15] is one call with somebody on Ringline's own client, either way round", async () => {
    const site = await Site.start();
    const anna = await site.member("anna", { transport });
    const bob = await ownPage(site, "bob");
    const annaHears = await updates(anna, "anna");

    await command(anna, "create", INFO);
    await until(() => bob.told.length > 0);
    expect(bob.told[0]).toEqual(STARTED);
    await bob.calls.updateCall(ID, "joined");
    const heard: Record<"anna" | "bob", unknown[]> = { anna: [], bob: [] };
    const ready = Promise.withResolvers<void>();
    bob.calls.onCallUpdate(ID, {
      onUpdate: (data) => heard.bob.push(data),
      onReady: ready.resolve,
    });
    await ready.promise;
    expect((await subscribe(anna, CALL, heard.anna)).successful).toBe(true);
    await publish(anna, CALL, { hello: "from a phone" });
    await bob.calls.toCallUpdate(ID, { hello: "from a page" });
    await until(() => heard.anna.length === 2 && heard.bob.length === 2);
    expect(heard.anna).toEqual([{ hello: "from a phone" }, { hello: "from a page" }]);
    expect(heard.bob).toEqual(heard.anna);
    await bob.calls.deleteCall(ID);
    await until(() => annaHears.some((one) => Reflect.get(one, "callState") === "stopped"));

    const back = { ...INFO, owner: "bob", participants: "bob;anna" } as const;
    await bob.calls.addCall("p/bob@anna", { ...back, ownerType: "user" });
    await until(() => annaHears.some((one) => Reflect.get(one, "callId") === "p/bob@anna"));
    expect(annaHears.at(-1)).toMatchObject({ callState: "started", owner: { id: "bob" } });
    await remoteCall(anna, CALLS, { command: "delete", id: "p/bob@anna" });
    await until(() => bob.told.length > 2);
    expect(bob.told.at(-1)).toMatchObject({ callId: "p/bob@anna", callState: "stopped" });
  });
});

describe("the remote call /webconferencing/calls", () => {
  it.each<[string, object]>([
    ["Unauthorized user", { command: "get", id: ID, exoId: "bob" }],
    ["Bad client ID", { command: "get", id: ID, exoClientId: "x".repeat(256) }],
    ["Wrong request parameters: id", { command: "get" }],
    ["Wrong request parameters: id", { command: "get", id: "x".repeat(256) }],
    ["Wrong request parameters: command", { id: ID }],
    ["Wrong request parameters: command", { id: ID, command: "x".repeat(33) }],
    ["Unknown command", { id: ID, command: "constructor" }],
    ["Wrong request parameters: id (does not match)", { id: "bob", command: "get_calls_state" }],
    ["Wrong request parameters: state", { id: ID, command: "update" }],
    ["Wrong request parameters: state not recognized", { id: ID, command: "update", state: "x" }],
    ["Wrong owner ID value", { id: ID, command: "create", ...INFO, owner: "" }],
    ["Wrong owner type", { id: ID, command: "create", ...INFO, ownerType: 7 }],
    ["Wrong call owner type: city", { id: ID, command: "create", ...INFO, ownerType: "city" }],
    ["Wrong provider", { id: ID, command: "create", ...INFO, provider: "x".repeat(33) }],
    ["Wrong call title", { id: ID, command: "create", ...INFO, title: "" }],
    [
      "Wrong request parameters: participants",
      { id: ID, command: "create", ...INFO, participants: ["anna", "bob"] },
    ],
  ])("[BAYEUX13] answers CLIENT_ERROR %s", async (message, data) => {
    const site = await Site.start();
    const anna = await site.member("anna");

    expect(await remoteCall(anna, CALLS, data)).toEqual({
      successful: false,
      result: { code: "CLIENT_ERROR", message, error: true },
    });
  });

  it("[BAYEUX13] acts as the session's person, not as the body's owner", async () => {
    const site = await Site.start();
    const [eve, bob] = await Promise.all([site.member("eve"), site.member("bob")]);
    const bobHears = await updates(bob, "bob");

    const forged = await command(eve, "create", INFO);

    expect(forged.successful).toBe(false);
    expect(bobHears.length).toBe(0);
  });
});
