import type { CometD, Message } from "cometd";
import { describe, expect, it } from "vitest";
import { publish, remoteCall, Site, subscribe, until } from "./site.ts";

const ROOT = "/eXo/Application/WebConferencing";
const ID = "g/design";
const INFO = { owner: "design", ownerType: "space", provider: "glimpse", participants: "anna;bob" };

const command = (cometd: CometD, name: string, fields: object = {}) =>
  remoteCall(cometd, "/webconferencing/calls", { command: name, id: ID, ...fields });

async function member(site: Site, person: string) {
  const cometd = await site.member(person);
  const told: string[] = [];
  await new Promise<Message>((resolve) =>
    cometd.subscribe(
      `${ROOT}/user/${person}`,
      ({ data }) => {
        const { eventType, callState, part } = JSON.parse(data);
        told.push(callState ?? `${eventType} ${part.id}`);
      },
      resolve,
    ),
  );
  return { cometd, told };
}

async function design(options: Parameters<typeof Site.start>[0] = {}): Promise<Site> {
  const site = await Site.start(options);
  await site.server.spaces.put([
    { id: "design", title: "Design", members: ["anna", "bob", "carol"] },
  ]);
  return site;
}

describe("a space's call", () => {
  it("[BAYEUX11] [BAYEUX13] [BAYEUX15] rings its members, who come, talk and go, and nobody else", async () => {
    const site = await design();
    const [anna, bob, carol, eve] = await Promise.all([
      member(site, "anna"),
      member(site, "bob"),
      member(site, "carol"),
      member(site, "eve"),
    ]);

    expect((await command(anna.cometd, "create", INFO)).result).toMatchObject({
      state: "started",
      owner: { id: "design", type: "space", group: true },
    });
    await until(() => bob.told.includes("started") && carol.told.includes("started"));
    await command(bob.cometd, "update", { state: "joined" });
    await command(carol.cometd, "update", { state: "joined" });
    const heard: unknown[] = [];
    expect((await subscribe(carol.cometd, `${ROOT}/call/${ID}`, heard)).successful).toBe(true);
    await publish(bob.cometd, `${ROOT}/call/${ID}`, { hello: "all" });
    await until(() => heard.length === 1);
    expect((await subscribe(eve.cometd, `${ROOT}/call/${ID}`)).successful).toBe(false);
    expect((await command(eve.cometd, "update", { state: "joined" })).result).toMatchObject({
      code: "NOT_FOUND_ERROR",
    });
    const strangers = { id: "g/other", ...INFO };
    expect((await command(eve.cometd, "create", strangers)).result).toMatchObject({
      code: "NOT_FOUND_ERROR",
    });
    expect((await command(bob.cometd, "delete")).result).toMatchObject({ code: "ACCESS_ERROR" });

    await command(bob.cometd, "update", { state: "leaved" });
    await until(() => anna.told.includes("call_leaved bob"));
    await command(anna.cometd, "update", { state: "stopped" });
    await until(() => [anna, bob, carol].every(({ told }) => told.includes("stopped")));

    expect((await command(bob.cometd, "get")).result).toMatchObject({ state: "stopped" });
    expect(eve.told).toEqual([]);
  });

  it("[BAYEUX11] is over for who is taken out of the space while they are in it: they hear and say nothing more", async () => {
    const site = await design();
    const [anna, bob] = await Promise.all([member(site, "anna"), member(site, "bob")]);
    await command(anna.cometd, "create", INFO);
    await until(() => bob.told.includes("started"));
    await command(bob.cometd, "update", { state: "joined" });
    const [annas, bobs]: unknown[][] = [[], []];
    await subscribe(anna.cometd, `${ROOT}/call/${ID}`, annas);
    await subscribe(bob.cometd, `${ROOT}/call/${ID}`, bobs);

    await site.server.spaces.put([{ id: "design", title: "Design", members: ["anna", "carol"] }]);
    await until(() => bob.told.includes("stopped") && anna.told.includes("call_leaved bob"));
    await publish(anna.cometd, `${ROOT}/call/${ID}`, { secret: 1 });
    await until(() => annas?.length === 1);

    expect((await publish(bob.cometd, `${ROOT}/call/${ID}`, { x: 1 })).successful).toBe(false);
    const again = await command(bob.cometd, "update", { state: "joined" });
    expect(again.result).toMatchObject({ code: "NOT_FOUND_ERROR" });
    expect(bobs).toEqual([]);
    expect(annas).toHaveLength(1);
  });

  it("[BAYEUX15] is left by who is away with their session, after the time that any seat has", async () => {
    const site = await design({ times: { graceMs: 300, graceClosedMs: 300 } });
    const [anna, bob] = await Promise.all([member(site, "anna"), member(site, "bob")]);
    await command(anna.cometd, "create", INFO);
    await until(() => bob.told.includes("started"));
    await command(bob.cometd, "update", { state: "joined" });
    await until(() => anna.told.includes("call_joined bob"));

    bob.cometd.disconnect();

    await until(() => anna.told.includes("call_leaved bob"));
    expect((await command(anna.cometd, "get")).result).toMatchObject({ state: "started" });
  });
});
