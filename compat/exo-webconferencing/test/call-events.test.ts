import { describe, expect, it, vi } from "vitest";
import { exoCallIdOf } from "../src/calls/index.ts";
import { exoRest } from "../src/server/index.ts";
import { Line } from "./testing/line.ts";
import { between, inDesign, listen, OlderTown, settled, soon } from "./testing/older-town.ts";

const ID = 'p/anna@bob "quoted" \\';
const GROUP = "g/design";

describe("[EXO22] an event has text in all its fields, and each listener has its own (§1.4, §8)", () => {
  it("of every kind", async () => {
    const town = await OlderTown.open();
    const [anna, bob] = await Promise.all([town.page("anna"), town.page("bob")]);
    await anna.calls.addCall(ID, between("anna", "bob"));
    await bob.hears(`started ${ID}`);
    await bob.calls.updateCall(ID, "joined");
    await bob.hears("joined bob");
    await bob.calls.updateCall(ID, "leaved");
    await bob.hears("leaved bob", `stopped ${ID}`);

    const common = {
      callId: ID,
      providerType: "mycall",
      owner: { id: "anna", type: "user" },
    };
    const part = { id: "bob" };
    expect(bob.updates).toContainEqual({
      eventType: "call_state",
      callState: "started",
      ...common,
    });
    expect(bob.updates).toContainEqual({ eventType: "call_joined", part, ...common });
    expect(bob.updates).toContainEqual({ eventType: "call_leaved", part, ...common });
    expect(bob.updates).toContainEqual({
      eventType: "call_state",
      callState: "stopped",
      ...common,
    });
    expect(bob.told.at(-1)).toBe(`stopped ${ID}`);
    const values = bob.updates.flatMap((update) =>
      Object.values(update).flatMap((value) =>
        typeof value === "object" ? Object.values(value) : [value],
      ),
    );
    expect(values.every((value) => typeof value === "string" && value !== "")).toBe(true);
  });

  it("also where another listener changes them, or throws", async () => {
    const town = await OlderTown.open();
    const [anna, bob] = await Promise.all([town.page("anna"), town.page("bob")]);
    const thrown: (() => void)[] = [];
    const later = globalThis.queueMicrotask;
    bob.calls.onUserUpdate((update) => {
      update.owner.id = "mallory";
      vi.stubGlobal("queueMicrotask", (run: () => void) => thrown.push(run));
      throw new Error("a connector's fault");
    });
    const owners: string[] = [];
    bob.calls.onUserUpdate((update) => {
      vi.stubGlobal("queueMicrotask", later);
      owners.push(update.owner.id);
    });

    await anna.calls.addCall(ID, between("anna", "bob"));
    await soon(() => expect(owners).toContain("anna"));
    vi.unstubAllGlobals();

    expect(owners).not.toContain("mallory");
    expect(thrown[0]).toThrow("a connector's fault");
  });
});

describe("[EXO23] `started` reaches all pages of who is called, never those of the caller (§9.3 line 3)", () => {
  it("of two people", async () => {
    const town = await OlderTown.open();
    const [anna, annas, bob, bobs, carol] = await Promise.all(
      ["anna", "anna", "bob", "bob", "carol"].map((person) => town.page(person)),
    );
    await anna?.calls.addCall(ID, between("anna", "bob"));
    await Promise.all([bob?.hears(`started ${ID}`), bobs?.hears(`started ${ID}`)]);
    await anna?.calls.deleteCall(ID);
    await Promise.all([anna, annas, bob, bobs].map((page) => page?.hears(`stopped ${ID}`)));

    expect(anna?.told).not.toContain(`started ${ID}`);
    expect(annas?.told).not.toContain(`started ${ID}`);
    expect(carol?.told).toEqual([]);
  });

  it("of a group whose call is started again by another member", async () => {
    const town = await OlderTown.open();
    const [anna, bob, carol] = await Promise.all([
      town.page("anna"),
      town.page("bob"),
      town.page("carol"),
    ]);
    await anna.calls.addCall(GROUP, inDesign);
    await bob.hears(`started ${GROUP}`);
    await anna.calls.updateCall(GROUP, "stopped");
    await Promise.all([bob, carol].map((page) => page.hears(`stopped ${GROUP}`)));

    await bob.calls.updateCall(GROUP, "started");
    await anna.hears(`started ${GROUP}`);

    expect(bob.told.filter((word) => word === `started ${GROUP}`)).toHaveLength(1);
    await soon(() =>
      expect(carol.told.filter((word) => word === `started ${GROUP}`)).toHaveLength(2),
    );
  });
});

it("[EXO24] the caller learns that it rings", async () => {
  const town = await OlderTown.open();
  const [anna, bob] = await Promise.all([town.page("anna"), town.page("bob")]);
  await anna.calls.addCall(ID, between("anna", "bob"));
  await bob.hears(`started ${ID}`);

  const [call] = anna.client.calls.values();
  await soon(() =>
    expect(anna.client.calls.get(call?.id ?? "")?.participants[1]?.state).toBe("ringing"),
  );
});

it("[EXO25] a call that was placed without such an id goes by its own", async () => {
  const town = await OlderTown.open();
  const [anna, bob] = await Promise.all([town.page("anna"), town.page("bob")]);
  const target = { type: "user", id: "bob" } as const;
  const { id } = await anna.client.placeCall(target, { provider: "mycall" }).call;

  await bob.hears(`started ${id}`);
  expect(await bob.calls.getCall(id)).toMatchObject({ id, providerType: "mycall" });
  expect(await bob.calls.updateCall(id, "joined")).toMatchObject({ id, state: "started" });
  await bob.calls.deleteCall(id);

  await Promise.all([anna, bob].map((page) => page.hears(`stopped ${id}`)));
  await expect(bob.calls.getCall(id)).rejects.toMatchObject({ code: "NOT_FOUND_ERROR" });
});

it("[EXO25] also where a space's info names it, in the page and by REST", async () => {
  const town = await OlderTown.open();
  const [anna, bob] = await Promise.all([town.page("anna"), town.page("bob")]);
  const rest = exoRest({ server: town.url, token: () => town.token("bob") });
  const space = async () => {
    const url = "https://www.example.org/portal/rest/webconferencing/space/design";
    return (await rest(new Request(url, { headers: { "sec-fetch-site": "same-origin" } })))?.json();
  };
  const idle = await space();

  const target = { type: "space", id: "design" } as const;
  const { id } = await anna.client.placeCall(target, { provider: "mycall" }).call;
  await bob.hears(`started ${id}`);

  expect(exoCallIdOf(target, bob.client.calls.values())).toBe(id);
  expect(idle).toMatchObject({ callId: null, groupId: "design" });
  expect(await space()).toMatchObject({ callId: id, groupId: "design" });
});

it("[EXO26] a page that ends late does not end a call that began anew under its id (PLF-7826)", async () => {
  const town = await OlderTown.open();
  const [old, anew, bob] = await Promise.all([
    town.page("anna"),
    town.page("anna"),
    town.page("bob"),
  ]);
  await old.calls.addCall(GROUP, inDesign);
  await bob.hears(`started ${GROUP}`);
  await old.calls.updateCall(GROUP, "stopped");
  await anew.calls.updateCall(GROUP, "started");
  await bob.calls.updateCall(GROUP, "joined");

  expect(await old.calls.updateCall(GROUP, "leaved")).toMatchObject({ state: "started" });
  await settled();

  const own = (await bob.calls.getCall(GROUP)).participants.find(({ id }) => id === "anna");
  expect(own?.state).toBe("joined");
});

it("[EXO27] calls are listed by their ids with their states, the newest first (§1.3 getUserGroupCalls)", async () => {
  const town = await OlderTown.open();
  const [anna, bob, carol] = await Promise.all([
    town.page("anna"),
    town.page("bob"),
    town.page("carol"),
  ]);
  await anna.calls.addCall("p/first", between("anna", "bob"));
  await bob.hears("started p/first");
  await anna.calls.deleteCall("p/first");
  await anna.calls.addCall(GROUP, inDesign);

  expect(await anna.calls.getUserGroupCalls()).toEqual([
    { id: GROUP, state: "started" },
    { id: "p/first", state: "stopped" },
  ]);
  expect(await carol.calls.getUserGroupCalls()).toEqual([{ id: GROUP, state: "started" }]);
});

it("[EXO28] a call that the server does not know any more is told as stopped (MAINT-51281)", async () => {
  const [town, emptied] = await Promise.all([OlderTown.open(), OlderTown.open()]);
  const line = await Line.to(town.url);
  const bob = await town.page("bob", { server: line.url });
  const anna = await town.page("anna");
  await anna.calls.addCall(ID, between("anna", "bob"));
  await bob.hears(`started ${ID}`);

  line.cut();
  line.mend(emptied.url);

  await bob.hears(`stopped ${ID}`);
  await expect(bob.calls.getCall(ID)).rejects.toMatchObject({ code: "NOT_FOUND_ERROR" });
});

it("[EXO28] who is taken out of a space while they are in its call is told that it is over for them, and hears and says nothing more", async () => {
  const town = await OlderTown.open();
  const [anna, bob] = await Promise.all([town.page("anna"), town.page("bob")]);
  await anna.calls.addCall(GROUP, inDesign);
  await bob.hears(`started ${GROUP}`);
  await bob.calls.updateCall(GROUP, "joined");
  const bobs = listen(bob, GROUP);
  await bobs.ready;

  await town.server.spaces.put([{ id: "design", title: "Design", members: ["anna", "carol"] }]);

  await bob.hears(`stopped ${GROUP}`);
  await anna.hears("leaved bob");
  expect(await anna.calls.toCallUpdate(GROUP, { secret: 1 })).toBe("successful");
  await settled();
  expect(bobs.heard).toEqual([]);
  expect(anna.told).not.toContain(`stopped ${GROUP}`);
  const missing = { code: "NOT_FOUND_ERROR" };
  await expect(bob.calls.getCall(GROUP)).rejects.toMatchObject(missing);
  await expect(bob.calls.updateCall(GROUP, "joined")).rejects.toMatchObject(missing);
  await expect(bob.calls.toCallUpdate(GROUP, { x: 1 })).rejects.toMatchObject(missing);
});

describe("[EXO29] a subscription hears what is said from then on (§1.4)", () => {
  it("and nothing that was said before the page came", async () => {
    const town = await OlderTown.open();
    const [anna, bob] = await Promise.all([town.page("anna"), town.page("bob")]);
    await anna.calls.addCall(ID, between("anna", "bob"));
    await bob.hears(`started ${ID}`);
    await anna.calls.toCallUpdate(ID, { n: "before" });

    const window = town.loading("bob");
    const windows = listen(window, ID);
    await windows.ready;
    const second = listen(window, ID);
    await second.ready;
    await anna.calls.toCallUpdate(ID, { n: "after" });

    await soon(() => expect(second.heard).toEqual([{ n: "after" }]));
    expect(windows.heard).toEqual([{ n: "after" }]);
  });

  it("as it was then, each listener its own, and nothing beside it (S27)", async () => {
    const town = await OlderTown.open();
    const [anna, bob] = await Promise.all([town.page("anna"), town.page("bob")]);
    await anna.calls.addCall(ID, between("anna", "bob"));
    await bob.hears(`started ${ID}`);
    bob.calls.onCallUpdate(ID, {
      onUpdate: (data) => Object.assign(data as object, { exoToken: "changed" }),
    });
    const bobs = listen(bob, ID);
    await bobs.ready;
    const data = { provider: "mycall", sender: "anna", n: 1 };

    const said = anna.calls.toCallUpdate(ID, data);
    data.n = 2;
    await said;

    await soon(() => expect(bobs.heard).toEqual([{ provider: "mycall", sender: "anna", n: 1 }]));
    expect(data).toEqual({ provider: "mycall", sender: "anna", n: 2 });
  });

  it("unless its id is none, there are too many, or the client is closed: that is told to onError", async () => {
    const town = await OlderTown.open();
    const anna = await town.page("anna");
    const bad = listen(anna, "x".repeat(256));
    await soon(() => expect(bad.errors).toHaveLength(1));
    expect(bad.errors[0]).toMatch(/^Call updates subscription failed \(.+\)$/);
    const many = Array.from({ length: 201 }, (_, n) => listen(anna, `p/${n}`));
    await soon(() => expect(many.at(-1)?.errors).toHaveLength(1));
    many[0]?.off();
    const another = listen(anna, "p/another");
    await another.ready;
    expect(another.errors).toEqual([]);

    const line = await Line.to(town.url);
    line.cut();
    const closed = town.loading("anna", { server: line.url });
    const closeds = listen(closed, ID);
    closed.client.close();
    await soon(() => expect(closeds.errors).toHaveLength(1));
  });
});
