import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { eventually } from "../harness/eventually.ts";
import type { Person } from "../harness/person.ts";
import { Town } from "../harness/town.ts";

let town: Town;

beforeAll(async () => {
  town = await Town.open();
});
afterEach(() => town?.empty());
afterAll(() => town?.close());

it("[E2E6] a declined call says so, and gives the microphone back", async () => {
  const anna = await town.arrive("anna");
  const bob = await town.arrive("bob");
  await anna.goTo("/people/bob");

  const annaCall = await anna.call(bob.name);
  await bob.decline(anna.name);

  await annaCall.says(`${bob.name} declined the call.`);
  await annaCall.releasesDevices();
  await bob.card(anna.name).waitFor({ state: "detached" });
});

it("[E2E6] a cancelled call stops ringing, and its window closes", async () => {
  const anna = await town.arrive("anna");
  const carol = await town.arrive("carol");
  await anna.goTo("/people/carol");

  const annaCall = await anna.call(carol.name);
  await carol.card(anna.name).waitFor();
  await annaCall.hangUp();

  await carol.card(anna.name).waitFor({ state: "detached", timeout: 2_000 });
  await annaCall.closes();
  await expect(
    carol.page.getByText(`Missed call from ${anna.name}`).first().isVisible(),
  ).resolves.toBe(true);
});

it("[E2E6] closing the window hangs up", async () => {
  const anna = await town.arrive("anna");
  const bob = await town.arrive("bob");
  await anna.goTo("/people/bob");
  const annaCall = await anna.call(bob.name);
  const bobCall = await bob.answer(anna.name);
  await bobCall.flows();

  if ("close" in annaCall.view) await annaCall.view.close();

  await bobCall.says(`${anna.name} has hung up.`, 7_000);
});

it("[E2E6] a call that nobody answers says so when the ring time is over", async () => {
  const carol = await town.arrive("carol");
  const dave = await town.arrive("dave");

  const carolCall = await carol.callFor({ id: "dave", ringMs: 5_000 });
  await dave.card(carol.name).waitFor();

  await carolCall.says(`${dave.name} did not answer.`);
  await carolCall.releasesDevices();
  await dave.card(carol.name).waitFor({ state: "detached" });
});

it("[E2E6] a call to somebody who is not there says so", async () => {
  const anna = await town.arrive("anna");
  await anna.goTo("/people/erin");

  const call = await anna.call("Erin Haddad");

  await call.says("Erin Haddad is offline.", 12_000);
});

it("[E2E7] a refused microphone ends the call with words that tell how to allow it", async () => {
  const dave = await town.arrive("dave", { denies: ["microphone", "camera"] });
  const bob = await town.arrive("bob");
  await dave.goTo("/people/bob");

  const daveCall = await dave.call(bob.name);

  await daveCall.says("The call needs your microphone");
  await daveCall.says(/set Microphone to Allow/);
  await bob.card(dave.name).waitFor({ state: "detached" });
});

it("[E2E7] a refused camera leaves a call with sound", async () => {
  const dave = await town.arrive("dave", { denies: ["camera"] });
  const bob = await town.arrive("bob");
  await dave.goTo("/people/bob");

  const daveCall = await dave.call(bob.name);
  const bobCall = await bob.answer(dave.name);

  await Promise.all([daveCall.flows(), bobCall.sounds()]);
  await bobCall.hangUp();
});

it("[E2E8] a knock tells who calls, and answering it ends the call before", async () => {
  const anna = await town.arrive("anna");
  const bob = await town.arrive("bob");
  const carol = await town.arrive("carol");
  await anna.goTo("/people/bob");
  const annaCall = await anna.call(bob.name);
  const bobCall = await bob.answer(anna.name);
  await bobCall.flows();

  await carol.goTo("/people/bob");
  const carolCall = await carol.call(bob.name);
  const second = await bob.answer(carol.name, "End and answer");

  await annaCall.says(`${bob.name} has hung up.`);
  await Promise.all([carolCall.flows(), second.flows()]);
  await carolCall.hangUp();
});

it("[E2E8] of two who ring, the second one knocks once the first one is answered", async () => {
  const anna = await town.arrive("anna");
  const bob = await town.arrive("bob");
  const carol = await town.arrive("carol");
  await anna.goTo("/people/bob");
  await carol.goTo("/people/bob");
  const annaCall = await anna.call(bob.name);
  const carolCall = await carol.call(bob.name);
  await bob.card(carol.name).waitFor();
  const bobCall = await bob.answer(anna.name);
  await bobCall.flows();

  const second = await bob.answer(carol.name, "End and answer");

  await annaCall.says(`${bob.name} has hung up.`);
  await Promise.all([carolCall.flows(), second.flows()]);
  await carolCall.hangUp();
});

it("[E2E96] a knock is seen, heard and answered where the call's window hides the site", async () => {
  const anna = await town.arrive("anna");
  const bob = await town.arrive("bob");
  const carol = await town.arrive("carol");
  await anna.goTo("/people/bob");
  const annaCall = await anna.call(bob.name);
  const bobCall = await bob.answer(anna.name);
  await bobCall.flows();
  await hide(bob.page);
  await carol.goTo("/people/bob");

  const carolCall = await carol.call(bob.name);
  const knock = bobCall.view.getByRole("group", { name: `${carol.name} is calling you` });
  await knock.waitFor();
  expect(await bob.card(carol.name).count()).toBe(1);
  // The card takes no press in its first moments.
  await bob.page.waitForTimeout(500);
  await knock.getByRole("button", { name: "End and answer" }).click();

  await annaCall.says(`${bob.name} has hung up.`);
  await Promise.all([carolCall.flows(), bobCall.flows()]);
  expect(await bob.page.getByText("Answered in another window").count()).toBe(0);
  await carolCall.hangUp();
  await bobCall.says(`${carol.name} has hung up.`);
});

it("[E2E97] who is busy during calls is not knocked at: the caller reads why, and the callee has a missed call", async () => {
  const anna = await town.arrive("anna");
  const erin = await town.arrive("erin");
  const carol = await town.arrive("carol");
  await chooseBusy(erin);
  await anna.goTo("/people/erin");
  const annaCall = await anna.call(erin.name);
  const erinCall = await erin.answer(anna.name);
  await erinCall.flows();
  const before = await missedBy(erin);
  await carol.goTo("/people/erin");

  const carolCall = await carol.call(erin.name);

  await carolCall.says(`${erin.name} is in another call.`);
  await eventually("one more missed call", async () => (await missedBy(erin)) === before + 1);
  expect(await erin.card(carol.name).count()).toBe(0);
  await annaCall.hangUp();
});

/** As the link to the calls says; there is none without any. */
async function missedBy({ page }: Person): Promise<number> {
  const link = page.getByRole("link", { name: /missed call/ });
  if ((await link.count()) === 0) return 0;
  return Number(/(\d+) missed call/.exec(await link.ariaSnapshot())?.[1]);
}

/** The choice is kept, also by a try before this one. */
async function chooseBusy({ page }: Person): Promise<void> {
  await page.getByRole("button", { name: "Your status: Available" }).click();
  const choice = page.getByRole("menuitemcheckbox", { name: "Busy during calls" });
  if ((await choice.getAttribute("aria-checked")) !== "true") await choice.click();
}

/** As when another window covers it. Under remote control every page is seen, so the page is told so by hand. */
async function hide(page: Page): Promise<void> {
  await page.evaluate(() => {
    Object.defineProperty(document, "visibilityState", { get: () => "hidden" });
    document.dispatchEvent(new Event("visibilitychange"));
  });
}

it("[E2E9] two who call each other at once are in one call", async () => {
  const dave = await town.arrive("dave");
  const erin = await town.arrive("erin");
  await Promise.all([dave.goTo("/people/erin"), erin.goTo("/people/dave")]);

  const [daveCall, erinCall] = await Promise.all([dave.call(erin.name), erin.call(dave.name)]);

  await Promise.all([daveCall.flows(), erinCall.flows()]);
  await daveCall.hangUp();
  await erinCall.says(`${dave.name} has hung up.`);
});

it("[PAGE3] a call page whose key the server does not know says so, and switches nothing on", async () => {
  const dave = await town.arrive("dave");
  const key = "k".repeat(43);
  const open = (url: string): void => void window.open(url, "_blank", "popup");
  const url = `${town.site.callServer}/call?lang=en&camera=on#${key}`;

  const page = await dave.opensCallPage(() => dave.page.evaluate(open, url));

  await page.says("This call is over", 15_000);
  expect(await page.liveTracks()).toBe(0);
});
