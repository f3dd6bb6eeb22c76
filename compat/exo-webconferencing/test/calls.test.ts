import { describe, expect, it, vi } from "vitest";
import type { ExoCallInfo, ExoCallState } from "../src/calls/index.ts";
import { between, inDesign, OLDER, OlderTown, TELEPHONE } from "./testing/older-town.ts";

const ID = "p/anna-bob";

it("[EXO1] a call is added, told to the other person, and found by its id (§1.3 addCall, getCall; §9.3 lines 3, 7)", async () => {
  const town = await OlderTown.open();
  const [anna, bob] = await Promise.all([town.page("anna"), town.page("bob")]);
  const info = Object.freeze(between("anna", "bob"));

  const call = await anna.calls.addCall(ID, info);
  await bob.hears(`started ${ID}`);

  expect(call).toMatchObject({
    id: ID,
    state: "started",
    providerType: "mycall",
    title: "Bob Okafor",
    owner: { id: "anna", type: "user", group: false, title: "Anna Maria Berg" },
  });
  expect(await bob.calls.getCall(ID)).toMatchObject({
    id: ID,
    owner: { id: "anna", title: "Anna Maria Berg", profileLink: "/profile/anna" },
    participants: [
      { id: "anna", firstName: "Anna Maria", lastName: "Berg", state: "joined" },
      { id: "bob", firstName: "Bob", lastName: "Okafor", state: null },
    ],
  });
  expect(bob.updates[0]).toEqual({
    eventType: "call_state",
    callState: "started",
    callId: ID,
    providerType: "mycall",
    owner: { id: "anna", type: "user" },
  });
  expect(anna.told).not.toContain(`started ${ID}`);
});

it("[EXO2] who joins is told to all pages of both, and the call is theirs until one leaves (§3.3 join, leave; §9.3 line 4)", async () => {
  const town = await OlderTown.open();
  const [anna, bob, bobs] = await Promise.all([
    town.page("anna"),
    town.page("bob"),
    town.page("bob"),
  ]);
  await anna.calls.addCall(ID, between("anna", "bob"));
  await Promise.all([bob.hears(`started ${ID}`), bobs.hears(`started ${ID}`)]);

  const joined = await bob.calls.updateCall(ID, "joined");
  await Promise.all([anna, bob, bobs].map((page) => page.hears("joined bob")));
  expect(joined.participants.map(({ state }) => state)).toEqual(["joined", "joined"]);

  await bob.calls.updateCall(ID, "leaved");
  await Promise.all([anna, bob, bobs].map((page) => page.hears("leaved bob", `stopped ${ID}`)));
  await expect(anna.calls.getCall(ID)).rejects.toMatchObject({
    code: "NOT_FOUND_ERROR",
    error: true,
  });
});

it("[EXO3] a page that has just loaded hears of what rings already (§1.4)", async () => {
  const town = await OlderTown.open();
  const [anna, bob] = await Promise.all([town.page("anna"), town.page("bob")]);
  await anna.calls.addCall(ID, between("anna", "bob"));
  await bob.hears(`started ${ID}`);

  const later = await town.page("bob");

  await later.hears(`started ${ID}`);
  expect(later.told.filter((word) => word === `started ${ID}`)).toHaveLength(1);
});

describe("[EXO4] deleteCall (§1.3, §3.3; §9.3 line 2)", () => {
  it("declines what rings here, and the other side learns it", async () => {
    const town = await OlderTown.open();
    const [anna, bob] = await Promise.all([town.page("anna"), town.page("bob")]);
    await anna.calls.addCall(ID, between("anna", "bob"));
    await bob.hears(`started ${ID}`);

    expect(await bob.calls.deleteCall(ID)).toMatchObject({ id: ID, state: "stopped" });

    await Promise.all([anna.hears(`stopped ${ID}`), bob.hears(`stopped ${ID}`)]);
    const [ended] = await town.server.calls.list();
    expect(ended).toBeUndefined();
  });

  it("gives up what this person placed", async () => {
    const town = await OlderTown.open();
    const [anna, bob] = await Promise.all([town.page("anna"), town.page("bob")]);
    await anna.calls.addCall(ID, between("anna", "bob"));
    await bob.hears(`started ${ID}`);

    await anna.calls.deleteCall(ID);

    await bob.hears(`stopped ${ID}`);
  });

  it("ends a call that is answered", async () => {
    const town = await OlderTown.open();
    const [anna, bob] = await Promise.all([town.page("anna"), town.page("bob")]);
    await anna.calls.addCall(ID, between("anna", "bob"));
    await bob.hears(`started ${ID}`);
    await bob.calls.updateCall(ID, "joined");

    await anna.calls.deleteCall(ID);

    await Promise.all([anna.hears(`stopped ${ID}`), bob.hears(`stopped ${ID}`)]);
  });

  it("answers NOT_FOUND_ERROR for a call that is not there, or not any more", async () => {
    const town = await OlderTown.open();
    const [anna, bob] = await Promise.all([town.page("anna"), town.page("bob")]);
    const missing = { code: "NOT_FOUND_ERROR", message: "Call not found", error: true };
    await expect(anna.calls.deleteCall(ID)).rejects.toMatchObject(missing);
    await anna.calls.addCall(ID, between("anna", "bob"));
    await bob.hears(`started ${ID}`);
    await bob.calls.deleteCall(ID);

    await expect(anna.calls.deleteCall(ID)).rejects.toMatchObject(missing);
  });
});

it("[EXO5] what is no call, no state or no participant is refused with CLIENT_ERROR, and nothing rings (§3.2)", async () => {
  const town = await OlderTown.open();
  const anna = await town.page("anna");
  const good = between("anna", "bob");
  const bad: [string, ExoCallInfo][] = [
    ["", good],
    ["x".repeat(256), good],
    [ID, { ...good, owner: "" }],
    [ID, { ...good, participants: "" }],
    [ID, { ...good, participants: "anna" }],
    [ID, { ...good, participants: "anna;bob;carol" }],
    [ID, { ...good, provider: "" }],
    [ID, { ...good, provider: "nosuch" }],
    [ID, { ...good, ownerType: "planet" as "user" }],
    [ID, { ...good, participants: 7 as unknown as string }],
  ];

  for (const [id, info] of bad)
    await expect(anna.calls.addCall(id, info)).rejects.toMatchObject({ code: "CLIENT_ERROR" });
  await expect(anna.calls.addCall(ID, between("bob", "anna"))).rejects.toMatchObject({
    code: "ACCESS_ERROR",
  });
  const wrong = "paused" as ExoCallState;
  await expect(anna.calls.updateCall(ID, wrong)).rejects.toMatchObject({ code: "CLIENT_ERROR" });
  expect(await town.server.calls.list()).toEqual([]);
});

it("[EXO6] an id that has a live call is refused to its participants, and to others is not there (§3.3 create)", async () => {
  const town = await OlderTown.open();
  const [anna, bob, carol] = await Promise.all(["anna", "bob", "carol"].map((id) => town.page(id)));
  await anna?.calls.addCall(ID, between("anna", "bob"));
  await bob?.hears(`started ${ID}`);

  await expect(anna?.calls.addCall(ID, between("anna", "bob"))).rejects.toMatchObject({
    code: "CLIENT_ERROR",
    message: "Call already started",
  });
  const missing = { code: "NOT_FOUND_ERROR" };
  await expect(carol?.calls.getCall(ID)).rejects.toMatchObject(missing);
  await expect(carol?.calls.updateCall(ID, "joined")).rejects.toMatchObject(missing);
  await expect(carol?.calls.deleteCall(ID)).rejects.toMatchObject(missing);
  await expect(carol?.calls.toCallUpdate(ID, { x: 1 })).rejects.toMatchObject(missing);
  expect(carol?.told).toEqual([]);
});

it("[EXO7] the page that joined last is in the call: an older one that leaves changes nothing (§3.3 leave)", async () => {
  const town = await OlderTown.open();
  const [anna, page, window] = await Promise.all([
    town.page("anna"),
    town.page("bob"),
    town.page("bob"),
  ]);
  await anna.calls.addCall(ID, between("anna", "bob"));
  await page.hears(`started ${ID}`);
  await page.calls.updateCall(ID, "joined");
  await window.calls.updateCall(ID, "joined");
  await vi.waitFor(() => expect(anna.told.filter((word) => word === "joined bob")).toHaveLength(2));

  expect(await page.calls.updateCall(ID, "leaved")).toMatchObject({ state: "started" });
  await window.calls.updateCall(ID, "leaved");

  await anna.hears("leaved bob", `stopped ${ID}`);
});

it("[EXO104] adding a call to who is not there, or busy, is refused in words, as nobody would be told otherwise", async () => {
  const town = await OlderTown.open({ connectors: [OLDER, TELEPHONE] });
  const [anna, carol] = await Promise.all([town.page("anna"), town.page("carol")]);

  await expect(anna.calls.addCall(ID, between("anna", "bob"))).rejects.toMatchObject({
    code: "CLIENT_ERROR",
    message: "Bob Okafor cannot be reached now",
  });
  await anna.hears(`stopped ${ID}`);
  await expect(anna.calls.getCall(ID)).rejects.toMatchObject({ code: "NOT_FOUND_ERROR" });

  const bob = await town.page("bob");
  await anna.calls.addCall(ID, between("anna", "bob"));
  await bob.hears(`started ${ID}`);
  await bob.calls.updateCall(ID, "joined");
  const byDesk = { ...between("carol", "bob"), provider: "desk" };
  await expect(carol.calls.addCall("p/bob@carol", byDesk)).rejects.toMatchObject({
    code: "CLIENT_ERROR",
    message: "Bob Okafor is busy",
  });
});

it("[EXO103] who is in such a call is busy to whoever calls them otherwise, and that is a missed call of theirs", async () => {
  const town = await OlderTown.open({ connectors: [OLDER, TELEPHONE] });
  const [anna, bob, carol] = await Promise.all(["anna", "bob", "carol"].map((id) => town.page(id)));
  if (!anna || !bob || !carol) throw new Error("nobody is there");
  await anna.calls.addCall(ID, between("anna", "bob"));
  await bob.hears(`started ${ID}`);
  await bob.calls.updateCall(ID, "joined");

  const { call } = await carol.client.request("calls.place", {
    key: "another-way-to-call",
    target: { type: "user", id: "bob" },
    media: "audio",
    provider: "desk",
    seat: "A".repeat(43),
  });

  expect(call).toMatchObject({ phase: "ended", endReason: "busy" });
  const { people } = await carol.client.request("presence.get", { people: ["anna", "bob"] });
  expect(people).toEqual({ anna: "in-call", bob: "in-call" });
  const { entries } = await bob.client.request("history.list", { missed: true });
  expect(entries).toMatchObject([{ direction: "incoming", provider: "desk", state: "busy" }]);
});

it("[EXO103] who answers somebody else's call instead leaves the older one, which is over for both", async () => {
  const town = await OlderTown.open();
  const [anna, bob, carol] = await Promise.all(["anna", "bob", "carol"].map((id) => town.page(id)));
  if (!anna || !bob || !carol) throw new Error("nobody is there");
  await anna.calls.addCall(ID, between("anna", "bob"));
  await bob.hears(`started ${ID}`);
  await bob.calls.updateCall(ID, "joined");
  const [older] = bob.client.calls.keys();
  const { call } = await carol.client.request("calls.place", {
    key: "another-way-to-call",
    target: { type: "user", id: "bob" },
    media: "audio",
    provider: "mycall",
    seat: "A".repeat(43),
  });
  expect(call.phase).toBe("ringing");
  await vi.waitFor(() => expect(bob.client.calls.get(call.id)).toMatchObject({ ring: "knock" }));

  const seat = "B".repeat(43);
  await bob.client.request("calls.answer", { call: call.id, seat, leave: older ?? "" });

  await Promise.all([anna, bob].map((page) => page.hears(`stopped ${ID}`)));
  await expect(anna.calls.getCall(ID)).rejects.toMatchObject({ code: "NOT_FOUND_ERROR" });
});

it("[EXO8] a call goes on while one page of its person has it open, and ends when none has (§3.3 subscription loss)", async () => {
  const town = await OlderTown.open({ times: { graceClosedMs: 800, graceMs: 800 } });
  const [page, window, bob] = await Promise.all([
    town.page("anna"),
    town.page("anna"),
    town.page("bob"),
  ]);
  await page.calls.addCall(ID, between("anna", "bob"));
  await bob.hears(`started ${ID}`);
  await bob.calls.updateCall(ID, "joined");
  window.calls.onCallUpdate(ID, { onUpdate: () => {} });

  page.calls.close();
  page.client.close();
  await vi.waitFor(
    () => expect(window.told.filter((word) => word === "joined anna")).toHaveLength(2),
    {
      timeout: 5_000,
    },
  );
  expect(bob.told).not.toContain(`stopped ${ID}`);

  window.calls.close();
  await bob.hears(`stopped ${ID}`);
});

it("[EXO9] ids of any characters are ids (§9.3 line 6)", async () => {
  const town = await OlderTown.open();
  const [anna, bob] = await Promise.all([town.page("anna"), town.page("bob")]);
  for (const id of ["p/anna@bob", 'g/"quotes" \\ and more', "ünï/日本/🎉", "a".repeat(255)]) {
    await anna.calls.addCall(id, between("anna", "bob"));
    await bob.hears(`started ${id}`);
    expect(await bob.calls.getCall(id)).toMatchObject({ id });
    await anna.calls.deleteCall(id);
    await bob.hears(`stopped ${id}`);
  }
});

describe("a group's call", () => {
  it("[EXO10] rings at every member, survives a decline, and ends with the last (§3.3 auto-stop)", async () => {
    const town = await OlderTown.open();
    const [anna, bob, carol] = await Promise.all([
      town.page("anna"),
      town.page("bob"),
      town.page("carol"),
    ]);
    const call = await anna.calls.addCall("g/design", inDesign);
    expect(call.owner).toMatchObject({ id: "design", type: "space", group: true, title: "Design" });
    await Promise.all([bob.hears("started g/design"), carol.hears("started g/design")]);

    await carol.calls.updateCall("g/design", "leaved");
    await anna.hears("leaved carol");
    await bob.calls.updateCall("g/design", "joined");
    await Promise.all([anna.hears("joined bob"), carol.hears("joined bob")]);
    await anna.calls.updateCall("g/design", "leaved");
    await bob.hears("leaved anna");
    expect(bob.told).not.toContain("stopped g/design");
    await bob.calls.updateCall("g/design", "leaved");

    await Promise.all([anna, bob, carol].map((page) => page.hears("stopped g/design")));
    expect(await carol.calls.getCall("g/design")).toMatchObject({ state: "stopped" });
    expect(await carol.calls.getUserGroupCalls()).toEqual([{ id: "g/design", state: "stopped" }]);
  });

  it("[EXO106] has the group's picture with its owner, for the incoming card", async () => {
    const town = await OlderTown.open({ origins: ["https://www.example.org"] });
    const picture = "https://www.example.org/design.png";
    const members = ["anna", "bob"];
    await town.server.spaces.put([{ id: "design", title: "Design", picture, members }]);
    await town.server.rooms.put([{ id: "lobby", title: "Lobby", picture, members }]);
    const [anna, bob] = await Promise.all([town.page("anna"), town.page("bob")]);

    const added = await anna.calls.addCall("g/design", inDesign);
    await bob.hears("started g/design");
    const { owner } = await bob.calls.getCall("g/design");
    await anna.calls.deleteCall("g/design");
    const inLobby = { ...inDesign, owner: "lobby", ownerType: "chat_room" as const };
    const { owner: lobby } = await anna.calls.addCall("g/lobby", inLobby);

    expect(added.owner).toEqual(owner);
    expect(owner).toMatchObject({ id: "design", type: "space", avatarLink: picture });
    expect(lobby).toMatchObject({ id: "lobby", type: "chat_room", avatarLink: picture });
  });

  it("[EXO10] takes back who left it a moment ago", async () => {
    const town = await OlderTown.open();
    const [anna, bob] = await Promise.all([town.page("anna"), town.page("bob")]);
    await anna.calls.addCall("g/design", inDesign);
    await bob.hears("started g/design");
    await bob.calls.updateCall("g/design", "joined");

    await bob.calls.updateCall("g/design", "leaved");
    const back = await bob.calls.updateCall("g/design", "joined");

    expect(back.participants.find(({ id }) => id === "bob")).toMatchObject({ state: "joined" });
  });

  it("[EXO11] that is over is placed again under its id by who starts or joins it (§3.3 start)", async () => {
    const town = await OlderTown.open();
    const [anna, bob] = await Promise.all([town.page("anna"), town.page("bob")]);
    await anna.calls.addCall("g/design", inDesign);
    await bob.hears("started g/design");
    await anna.calls.deleteCall("g/design");
    await bob.hears("stopped g/design");

    expect(await bob.calls.updateCall("g/design", "started")).toMatchObject({ state: "started" });

    await anna.hears("started g/design");
    expect(await anna.calls.getUserGroupCalls()).toEqual([{ id: "g/design", state: "started" }]);
  });

  it("[EXO12] is ended for all by who placed it alone, and seen by members alone (§3.3 stop)", async () => {
    const town = await OlderTown.open();
    const [anna, bob, erin] = await Promise.all([
      town.page("anna"),
      town.page("bob"),
      town.page("erin"),
    ]);
    await expect(erin.calls.addCall("g/design", inDesign)).rejects.toMatchObject({
      code: "NOT_FOUND_ERROR",
    });
    await anna.calls.addCall("g/design", inDesign);
    await bob.hears("started g/design");

    await expect(bob.calls.deleteCall("g/design")).rejects.toMatchObject({ code: "ACCESS_ERROR" });
    await expect(erin.calls.getCall("g/design")).rejects.toMatchObject({ code: "NOT_FOUND_ERROR" });
    expect(erin.told).toEqual([]);
  });
});
