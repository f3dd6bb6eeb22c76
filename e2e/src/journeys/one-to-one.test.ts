import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import type { CallPage } from "../harness/call-page.ts";
import { mediaIn } from "../harness/media-probe.ts";
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
  // Nor has the callee's page anything that could: no connection, and nobody was asked for a device.
  for (const frame of bob.page.frames())
    expect(await mediaIn(frame)).toEqual({ connections: 0, asked: 0, tracks: 0 });
  expect(bob.context.pages()).toEqual([bob.page]);
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

it.each(["caller", "callee"] as const)(
  "[E2E4] [PAGE37] the call page of the %s, loaded anew, returns to the call; until then the other one reads so",
  async (side) => {
    const anna = await town.arrive("anna");
    const bob = await town.arrive("bob");
    await anna.goTo("/people/bob");
    const annaCall = await anna.call(bob.name);
    const bobCall = await bob.answer(anna.name);
    await Promise.all([annaCall.flows(), bobCall.flows()]);
    const [reloading, waiting] = side === "caller" ? [annaCall, bobCall] : [bobCall, annaCall];
    const words = `${side === "caller" ? anna.name : bob.name} is reconnecting…`;

    const told = waiting.says(words);
    await reloadAfter(reloading, told);

    await waiting.view.getByText(words).waitFor({ state: "detached" });
    await Promise.all([annaCall.flows(), bobCall.flows()]);
    await annaCall.hangUp();
    await bobCall.says(`${anna.name} has hung up.`);
  },
);

/** The page is unloaded at once; its next document gets its scripts only after this: a network that is slow. */
async function reloadAfter({ view }: CallPage, told: Promise<void>): Promise<void> {
  if (!("reload" in view)) throw new Error("a call page in a window of its own");
  await view.route(/\.js$/, async (route) => {
    await told.catch(() => undefined);
    await route.continue();
  });
  await Promise.all([view.reload(), told]);
  await view.unroute(/\.js$/);
}

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
