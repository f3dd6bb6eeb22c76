import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { Town } from "../harness/town.ts";

let town: Town;

beforeAll(async () => {
  town = await Town.open();
});
afterEach(() => town?.empty());
afterAll(() => town?.close());

it("[E2E1] two people see, ring, hear and see each other, and hang up", async () => {
  const anna = await town.arrive("anna");
  const bob = await town.arrive("bob");
  await anna.goTo("/people/bob");

  const annaCall = await anna.call(bob.name);
  const bobCall = await bob.answer(anna.name);
  await Promise.all([annaCall.flows(), bobCall.flows()]);

  await bobCall.microphoneButton.click();
  await annaCall.says(`${bob.name} is muted`);
  await annaCall.hangUp();
  await bobCall.says(`${anna.name} has hung up.`);
  await Promise.all([annaCall.releasesDevices(), bobCall.releasesDevices()]);
  await Promise.all([annaCall.closes(), bobCall.closes()]);
});

it("[E2E2] nothing is gathered or sent before the callee's own press, on either side", async () => {
  const anna = await town.arrive("anna");
  const bob = await town.arrive("bob");
  await anna.goTo("/people/bob");

  const annaCall = await anna.call(bob.name);
  await bob.card(anna.name).waitFor();
  await annaCall.says("Ringing…");

  expect(await annaCall.leak()).toEqual({ candidates: 0, bytes: 0 });
  await bob.decline(anna.name);
});

it("[E2E3] the call goes on while the pages of the site come and go", async () => {
  const anna = await town.arrive("anna");
  const bob = await town.arrive("bob");
  await anna.goTo("/people/bob");
  const annaCall = await anna.call(bob.name);
  const bobCall = await bob.answer(anna.name);
  await annaCall.flows();

  await anna.goTo("/rooms/design");
  await bob.page.close();

  await Promise.all([annaCall.flows(), bobCall.flows()]);
  await bobCall.hangUp();
  await annaCall.says(`${bob.name} has hung up.`);
});

it("[E2E4] a call page that is loaded anew returns to the call", async () => {
  const anna = await town.arrive("anna");
  const bob = await town.arrive("bob");
  await anna.goTo("/people/bob");
  const annaCall = await anna.call(bob.name);
  const bobCall = await bob.answer(anna.name);
  await annaCall.flows();

  if ("reload" in bobCall.view) await bobCall.view.reload();

  await Promise.all([annaCall.flows(), bobCall.flows()]);
  await annaCall.hangUp();
  await bobCall.says(`${anna.name} has hung up.`);
});

it("[E2E5] a page change while it rings loses no ring", async () => {
  const anna = await town.arrive("anna");
  const bob = await town.arrive("bob");
  await anna.goTo("/people/bob");
  const annaCall = await anna.call(bob.name);
  await bob.card(anna.name).waitFor();

  await bob.goTo("/documents/roadmap");

  const bobCall = await bob.answer(anna.name);
  await Promise.all([annaCall.flows(), bobCall.flows()]);
  await annaCall.hangUp();
});
