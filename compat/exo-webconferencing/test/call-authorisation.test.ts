import { describe, expect, it } from "vitest";
import type { ExoCallInfo, ExoCallState, ExoCalls } from "../src/calls/index.ts";
import {
  between,
  inDesign,
  listen,
  type OlderPage,
  OlderTown,
  settled,
  soon,
} from "./testing/older-town.ts";

const ID = "p/anna@bob";
const GROUP = "g/design";

/** Everything that somebody can ask about a call, by its id. */
const ASKED: Record<string, (calls: ExoCalls, id: string) => Promise<unknown>> = {
  getCall: (calls, id) => calls.getCall(id),
  "updateCall started": (calls, id) => calls.updateCall(id, "started"),
  "updateCall joined": (calls, id) => calls.updateCall(id, "joined"),
  "updateCall leaved": (calls, id) => calls.updateCall(id, "leaved"),
  "updateCall stopped": (calls, id) => calls.updateCall(id, "stopped"),
  deleteCall: (calls, id) => calls.deleteCall(id),
  toCallUpdate: (calls, id) => calls.toCallUpdate(id, { sender: "anna" }),
};

async function ringing(): Promise<{ town: OlderTown; anna: OlderPage; bob: OlderPage }> {
  const town = await OlderTown.open();
  const [anna, bob] = await Promise.all([town.page("anna"), town.page("bob")]);
  await anna.calls.addCall(ID, between("anna", "bob"));
  await bob.hears(`started ${ID}`);
  return { town, anna, bob };
}

const refusalOf = (answer: Promise<unknown>) =>
  answer.then(
    (value) => ({ answered: value }),
    (error: unknown) => JSON.parse(JSON.stringify(error)),
  );

describe("[EXO30] for who has no part in a call there is none, whatever they ask (S23, S26)", () => {
  it.each(Object.keys(ASKED))("%s", async (name) => {
    const { town, anna, bob } = await ringing();
    const carol = await town.page("carol");
    const [ours] = anna.client.calls.keys();
    const ask = ASKED[name];
    if (!ask || !ours) throw new Error("nothing to ask");

    const missing = { code: "NOT_FOUND_ERROR", message: "Call not found", error: true };
    for (const id of [ID, ours, "p/there@isnone"])
      expect(await refusalOf(ask(carol.calls, id))).toEqual(missing);
    await settled(100);

    expect(carol.told).toEqual([]);
    expect(bob.told).not.toContain(`stopped ${ID}`);
    expect(await bob.calls.getCall(ID)).toMatchObject({ state: "started" });
  });

  it("and to listen is to hear nothing (S23)", async () => {
    const { town, anna, bob } = await ringing();
    const carol = await town.page("carol");
    const [ours] = anna.client.calls.keys();
    const all = [listen(carol, ID), listen(carol, ours ?? "")];
    const bobs = listen(bob, ID);
    await Promise.all([...all, bobs].map(({ ready }) => ready));

    await anna.calls.toCallUpdate(ID, { secret: "of anna and bob" });
    await soon(() => expect(bobs.heard).toHaveLength(1));
    await settled(100);

    expect(all.flatMap(({ heard, errors }) => [...heard, ...errors])).toEqual([]);
  });
});

it("[EXO31] nobody publishes events: what looks like one in a call's channel is a message (S24)", async () => {
  const { anna, bob } = await ringing();
  const bobs = listen(bob, ID);
  await bobs.ready;
  const told = [...bob.told];
  const forged = {
    eventType: "call_state",
    callState: "started",
    callId: "p/carol@bob",
    owner: { id: "carol", type: "user" },
  };

  await anna.calls.toCallUpdate(ID, forged);
  await soon(() => expect(bobs.heard).toEqual([forged]));

  expect(bob.told).toEqual(told);
});

describe("[EXO32] a group's call is its members', as the site says, and stopped by who placed it (S26, S28)", () => {
  it("whoever the page names", async () => {
    const town = await OlderTown.open();
    const [anna, bob, erin] = await Promise.all([
      town.page("anna"),
      town.page("bob"),
      town.page("erin"),
    ]);
    const call = await anna.calls.addCall(GROUP, { ...inDesign, participants: "anna;erin" });
    await bob.hears(`started ${GROUP}`);

    expect(call.participants.map(({ id }) => id).toSorted()).toEqual(["anna", "bob", "carol"]);
    for (const state of ["joined", "started", "leaved", "stopped"] as const)
      await expect(erin.calls.updateCall(GROUP, state)).rejects.toMatchObject({
        code: "NOT_FOUND_ERROR",
      });
    expect(erin.told).toEqual([]);
  });

  it.each(["rings", "joined", "leaved"] as const)("not by a member who %s", async (what) => {
    const town = await OlderTown.open();
    const [anna, bob] = await Promise.all([town.page("anna"), town.page("bob")]);
    await anna.calls.addCall(GROUP, inDesign);
    await bob.hears(`started ${GROUP}`);
    if (what !== "rings") await bob.calls.updateCall(GROUP, "joined");
    if (what === "leaved") await bob.calls.updateCall(GROUP, "leaved");

    const denied = { code: "ACCESS_ERROR", error: true };
    await expect(bob.calls.deleteCall(GROUP)).rejects.toMatchObject(denied);
    await expect(bob.calls.updateCall(GROUP, "stopped")).rejects.toMatchObject(denied);
    expect(await anna.calls.getCall(GROUP)).toMatchObject({ state: "started" });
  });
});

it("[EXO33] what a page hears and is answered has no token, secret, device or address in it (S27)", async () => {
  const { anna, bob } = await ringing();
  const bobs = listen(bob, ID);
  await bobs.ready;
  await anna.calls.toCallUpdate(ID, { sender: "anna", candidate: {} });
  const joined = await bob.calls.updateCall(ID, "joined");
  await bob.hears("joined bob");
  await soon(() => expect(bobs.heard).toHaveLength(1));

  const all = JSON.stringify([joined, await bob.calls.getCall(ID), bob.updates, bobs.heard]);

  expect(all).not.toMatch(/token|secret|seat|device|label|epoch|127\.0\.0\.1/i);
  for (const { client } of [anna, bob]) expect(all).not.toContain(client.deviceId);
  expect(Object.keys(joined).toSorted()).toEqual([
    "id",
    "lastDate",
    "owner",
    "participants",
    "providerType",
    "state",
    "title",
  ]);
});

it("[EXO34] fields that are not the page's to set count for nothing (S30)", async () => {
  const town = await OlderTown.open();
  const [anna, bob] = await Promise.all([town.page("anna"), town.page("bob")]);
  const info = {
    ...between("anna", "bob"),
    id: "another",
    state: "stopped",
    role: "administrator",
    exoId: "carol",
    exoToken: "abc",
    lastDate: "1999-01-01T00:00:00.000Z",
    __proto__: { provider: "evil" },
  } as ExoCallInfo;

  const call = await anna.calls.addCall(ID, info);
  await bob.hears(`started ${ID}`);

  expect(call).toMatchObject({ id: ID, state: "started", owner: { id: "anna" } });
  expect(call.lastDate > "2020").toBe(true);
  expect(JSON.stringify(bob.updates)).not.toMatch(/exo|abc|carol/);
});

describe("[EXO35] what is no id is refused in words, and strange ones are ids like all others (S36)", () => {
  const NONE: [string, unknown][] = [
    ["nothing", undefined],
    ["null", null],
    ["a number", 7],
    ["a list", ["p/a"]],
    ["an object", { $gt: "" }],
    ["empty", ""],
    ["300 characters", "x".repeat(300)],
    ["300 bytes", "日".repeat(100)],
    ["control characters", "p/a\u0000b"],
    ["a line break", "p/a\nb"],
    ["an override of the direction", "p/\u202eabc"],
    ["half a character", "p/\ud83d"],
  ];
  const SOME = ["constructor", "__proto__", "a/../b", "🎉", "%2e%2e", "' OR 1=1 --", "<b>"];

  it.each(NONE)("%s", async (_, value) => {
    const town = await OlderTown.open();
    const anna = await town.page("anna");
    const id = value as string;

    const wrong = { code: "CLIENT_ERROR", error: true };
    for (const [name, ask] of Object.entries(ASKED))
      expect(await refusalOf(ask(anna.calls, id)), name).toMatchObject(wrong);
    expect(await refusalOf(anna.calls.addCall(id, between("anna", "bob")))).toMatchObject(wrong);
    expect(await town.server.calls.list()).toEqual([]);
  });

  it.each(SOME)("%s", async (id) => {
    const town = await OlderTown.open();
    const [anna, bob] = await Promise.all([town.page("anna"), town.page("bob")]);
    for (const ask of Object.values(ASKED))
      expect(await refusalOf(ask(anna.calls, id))).toMatchObject({ code: "NOT_FOUND_ERROR" });

    const bobs = listen(bob, id);
    await anna.calls.addCall(id, between("anna", "bob"));
    await bob.hears(`started ${id}`);
    await anna.calls.toCallUpdate(id, { n: 1 });
    await soon(() => expect(bobs.heard).toEqual([{ n: 1 }]));
    expect(await bob.calls.deleteCall(id)).toMatchObject({ id, state: "stopped" });
  });

  it("and so are states, participants, owners and data", async () => {
    const { anna } = await ringing();
    const wrong = { code: "CLIENT_ERROR", error: true };
    for (const state of ["paused", "", "constructor", ["joined"], 1, null, undefined, {}])
      expect(await refusalOf(anna.calls.updateCall(ID, state as ExoCallState))).toMatchObject(
        wrong,
      );
    const good = between("anna", "bob");
    const infos: unknown[] = [
      undefined,
      null,
      "anna",
      {},
      { ...good, owner: 7 },
      { ...good, ownerType: "constructor" },
      { ...good, participants: ["anna", "bob"] },
      { ...good, participants: ";;" },
      { ...good, title: { toString: () => "x" } },
      { ...good, provider: "../mycall" },
    ];
    for (const info of infos)
      expect(await refusalOf(anna.calls.addCall("p/new", info as ExoCallInfo))).toMatchObject(
        wrong,
      );
    const circle: unknown[] = [];
    circle.push(circle);
    const deep = JSON.parse(`${"[".repeat(40)}${"]".repeat(40)}`);
    const proto = JSON.parse('{"__proto__":1}');
    const long = "x".repeat(70_000);
    for (const data of [undefined, () => {}, circle, 1n, long, deep, proto, "\0", { "\ud83d": 1 }])
      expect(await refusalOf(anna.calls.toCallUpdate(ID, data))).toMatchObject(wrong);
  });
});

it("[EXO7] of two pages that answer at once one is in the call, and the other is refused in words (S29)", async () => {
  const { town, anna, bob } = await ringing();
  const second = await town.page("bob");
  await second.hears(`started ${ID}`);

  const answers = await Promise.allSettled(
    [bob, second].map(({ calls }) => calls.updateCall(ID, "joined")),
  );
  const loser = [bob, second][answers.findIndex(({ status }) => status === "rejected")];

  expect(answers.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(answers.find(({ status }) => status === "rejected")).toMatchObject({
    reason: { code: "CLIENT_ERROR", message: expect.stringContaining("another device") },
  });
  await loser?.calls.updateCall(ID, "leaved");
  const { participants, state } = await anna.calls.getCall(ID);
  expect(state).toBe("started");
  expect(participants.find(({ id }) => id === "bob")).toMatchObject({ state: "joined" });
});

it("[EXO102] a guest reaches whom the site named, and nobody's calls, accounts, groups or providers (S31)", async () => {
  const { town, anna } = await ringing();
  const guest = await town.page("visitor", { guestOf: ["bob"] });
  const refused = (asked: Promise<unknown>) =>
    asked.then(
      () => "taken",
      ({ code }) => code,
    );
  for (const ask of Object.values(ASKED))
    expect(await refused(ask(guest.calls, ID))).toBe("NOT_FOUND_ERROR");
  expect(await refused(guest.calls.addCall(GROUP, inDesign))).toBe("NOT_FOUND_ERROR");

  const { people } = await guest.client.request("accounts.get", { people: ["anna", "bob"] });
  expect(people).toEqual({ anna: [], bob: [] });
  const { spaces } = await guest.client.request("spaces.get", { spaces: ["design"] });
  expect(spaces).toEqual([]);
  await expect(guest.client.request("providers.list", {})).rejects.toMatchObject({
    code: "not-allowed",
  });
  // Whether somebody else is there, a guest cannot tell: it looks like no answer.
  await guest.calls.addCall("p/anna@visitor", between("visitor", "anna"));
  await settled();
  expect(anna.told).not.toContain("started p/anna@visitor");
});
