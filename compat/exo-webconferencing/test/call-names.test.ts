import { expect, it } from "vitest";
import { between, inDesign, listen, OlderTown, soon } from "./testing/older-town.ts";

const ID = "p/anna@bob";

it("[EXO36] two who call each other at once are in one call (§3.3 create)", async () => {
  const town = await OlderTown.open();
  const [anna, bob] = await Promise.all([town.page("anna"), town.page("bob")]);

  const calls = await Promise.all([
    anna.calls.addCall(ID, between("anna", "bob")),
    bob.calls.addCall(ID, between("bob", "anna")),
  ]);
  await Promise.all([anna, bob].map((page) => page.hears("joined anna", "joined bob")));

  expect(new Set(calls.map(({ owner }) => owner.id)).size).toBe(1);
  expect(await town.server.calls.list()).toHaveLength(1);
  await anna.calls.updateCall(ID, "leaved");
  await bob.hears(`stopped ${ID}`);
});

it("[EXO37] an id that strangers use hinders nobody (S23)", async () => {
  const town = await OlderTown.open();
  const [anna, bob, carol, dave] = await Promise.all([
    town.page("anna"),
    town.page("bob"),
    town.page("carol"),
    town.page("dave"),
  ]);
  await carol.calls.addCall(ID, between("carol", "dave"));
  await dave.hears(`started ${ID}`);

  await anna.calls.addCall(ID, between("anna", "bob"));
  await bob.hears(`started ${ID}`);
  await bob.calls.updateCall(ID, "joined");

  expect(await bob.calls.getCall(ID)).toMatchObject({ owner: { id: "anna" } });
  expect(await dave.calls.getCall(ID)).toMatchObject({ owner: { id: "carol" } });
  await anna.calls.deleteCall(ID);
  await bob.hears(`stopped ${ID}`);
  expect(dave.told).not.toContain(`stopped ${ID}`);
  expect(await dave.calls.getCall(ID)).toMatchObject({ state: "started" });
});

it("[EXO37] who rings under the id of a space's call keeps nobody from it (S23)", async () => {
  const town = await OlderTown.open();
  const people = ["anna", "bob", "mallory"];
  const [anna, bob, mallory] = await Promise.all(people.map((id) => town.page(id)));
  if (!anna || !bob || !mallory) throw new Error("no pages");
  const K = "g/design";
  await mallory.calls.addCall(K, between("mallory", "bob"));
  await bob.hears(`started ${K}`);

  await anna.calls.addCall(K, inDesign);
  await soon(() => expect(bob.updates.map(({ owner }) => owner.id)).toContain("design"));
  const heard = listen(bob, K);
  await heard.ready;

  const joined = await bob.calls.updateCall(K, "joined");
  await anna.calls.toCallUpdate(K, { n: 1 });

  expect(joined).toMatchObject({ owner: { id: "design", group: true } });
  await soon(() => expect(heard.heard).toEqual([{ n: 1 }]));
});

it("[EXO37] a space's call is placed under an id that a stranger rings under (S23)", async () => {
  const town = await OlderTown.open();
  const [bob, mallory] = await Promise.all([town.page("bob"), town.page("mallory")]);
  await mallory.calls.addCall("g/design", between("mallory", "bob"));
  await bob.hears("started g/design");

  const call = await bob.calls.addCall("g/design", inDesign);

  expect(call).toMatchObject({ state: "started", owner: { id: "design", group: true } });
});

it("[EXO38] a group has one call: adding it under another id comes into the one that lives (§3.3 create)", async () => {
  const town = await OlderTown.open();
  const [anna, bob] = await Promise.all([town.page("anna"), town.page("bob")]);
  await anna.calls.addCall("g/first", inDesign);
  await bob.hears("started g/first");

  const call = await bob.calls.addCall("g/second", inDesign);

  expect(call).toMatchObject({ id: "g/first", state: "started" });
  await anna.hears("joined bob");
  expect(anna.told).not.toContain("stopped g/first");
  await expect(bob.calls.getCall("g/second")).rejects.toMatchObject({ code: "NOT_FOUND_ERROR" });
});

it("[EXO39] a person is in one call at a time: what would be a second one is refused in words, and waits", async () => {
  const town = await OlderTown.open();
  const [anna, bob, carol] = await Promise.all([
    town.page("anna"),
    town.page("bob"),
    town.page("carol"),
  ]);
  await anna.calls.addCall(ID, between("anna", "bob"));
  await bob.hears(`started ${ID}`);
  await bob.calls.updateCall(ID, "joined");
  await carol.calls.addCall("p/carol@bob", between("carol", "bob"));
  await bob.hears("started p/carol@bob");

  const refusal = { code: "CLIENT_ERROR", message: "This person is in another call." };
  await expect(bob.calls.updateCall("p/carol@bob", "joined")).rejects.toMatchObject(refusal);
  await expect(anna.calls.addCall("g/design", inDesign)).rejects.toMatchObject(refusal);
  expect(await anna.calls.getCall(ID)).toMatchObject({ state: "started" });

  await bob.calls.updateCall(ID, "leaved");
  await bob.calls.updateCall("p/carol@bob", "joined");
  await carol.hears("joined bob");
});
