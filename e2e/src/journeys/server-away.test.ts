import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { Town } from "../harness/town.ts";

let town: Town;

beforeAll(async () => {
  town = await Town.open();
});
afterEach(() => town?.empty());
afterAll(() => town?.close());

it("[E2E15] a ring outlives the server's death", async () => {
  const anna = await town.arrive("anna");
  const bob = await town.arrive("bob");
  await anna.goTo("/people/bob");
  const annaCall = await anna.call(bob.name);
  await bob.card(anna.name).waitFor();

  await town.site.kill();
  await town.site.restart();

  const bobCall = await bob.answer(anna.name);
  await Promise.all([annaCall.flows(30_000), bobCall.flows(30_000)]);
  await annaCall.hangUp();
});

it("[E2E16] sound and picture outlive the server's death, and the page says so", async () => {
  const anna = await town.arrive("anna");
  const bob = await town.arrive("bob");
  await anna.goTo("/people/bob");
  const annaCall = await anna.call(bob.name);
  const bobCall = await bob.answer(anna.name);
  await Promise.all([annaCall.flows(), bobCall.flows()]);

  await town.site.kill();
  await annaCall.says("No connection to the server: the call goes on.");
  await Promise.all([annaCall.flows(), bobCall.flows()]);
  await town.site.restart();
  await annaCall.view.getByText("No connection to the server").waitFor({ state: "detached" });

  await bobCall.microphoneButton.click();
  await annaCall.says(`${bob.name} is muted`);
  await annaCall.hangUp();
  await bobCall.says(`${anna.name} has hung up.`);
});

it("[E2E17] who hangs up while the server is away is heard of later", async () => {
  const anna = await town.arrive("anna");
  const bob = await town.arrive("bob");
  await anna.goTo("/people/bob");
  const annaCall = await anna.call(bob.name);
  const bobCall = await bob.answer(anna.name);
  await bobCall.flows();

  await town.site.kill();
  await annaCall.hangUp();
  await annaCall.releasesDevices();
  expect(await bobCall.liveTracks()).toBeGreaterThan(0);
  await town.site.restart();

  await bobCall.says(/has hung up|has ended/, 30_000);
});
