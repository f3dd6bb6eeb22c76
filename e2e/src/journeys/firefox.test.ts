import type { Browser, Page } from "puppeteer-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { eventually } from "../harness/eventually.ts";
import {
  pressInFirefox,
  probeAll,
  receivedInFirefox,
  startFirefox,
  tracksInFirefox,
  windowOf,
} from "../harness/firefox.ts";
import { RinglineSite } from "../harness/ringline-site.ts";
import { NAMES } from "../harness/town.ts";

let site: RinglineSite;
let firefox: Browser;

beforeAll(async () => {
  [site, firefox] = await Promise.all([RinglineSite.start(), startFirefox()]);
  await probeAll(firefox);
});
afterAll(async () => {
  await firefox?.close();
  await site?.stop();
});

/** Somebody with a profile of their own, on this page of the demo. */
async function arrive(id: string, path: string): Promise<Page> {
  const context = await firefox.createBrowserContext();
  const page = await context.newPage();
  await page.goto(`${site.portal}/?as=${id}`);
  await page.goto(site.portal + path);
  return page;
}

/** Sound and picture arrive now, by whichever connection: more of both within a second. */
async function flows(page: Page): Promise<void> {
  const isThere = async () => {
    const before = await receivedInFirefox(page);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    const { frames, audioBytes } = await receivedInFirefox(page);
    return frames > before.frames + 5 && audioBytes > before.audioBytes + 500;
  };
  await eventually("sound and picture arrive", isThere, { withinMs: 30_000 });
}

it("[E2E24] Firefox ESR carries a call from the press to the end, over a reload of each page", async () => {
  const anna = await arrive("anna", "/people/bob");
  const bob = await arrive("bob", "/stream");

  const annaCall = await windowOf(anna, () => pressInFirefox(anna, `Call ${NAMES.bob}`));
  await annaCall.waitForSelector("::-p-text(Ringing…)");
  await bob.waitForSelector("pierce/[role=alertdialog]", { timeout: 20_000 });
  await new Promise((resolve) => setTimeout(resolve, 500));
  const bobCall = await windowOf(bob, () => pressInFirefox(bob, "Answer"));
  await Promise.all([flows(annaCall), flows(bobCall)]);
  for (const page of [annaCall, bobCall])
    expect(await tracksInFirefox(page)).toEqual({ all: 2, live: 2 });

  await annaCall.reload();
  await Promise.all([flows(annaCall), flows(bobCall)]);
  await bobCall.reload();
  await Promise.all([flows(annaCall), flows(bobCall)]);
  await pressInFirefox(bobCall, "Mute microphone");
  await annaCall.waitForSelector(`::-p-text(${NAMES.bob} is muted)`);

  await pressInFirefox(annaCall, "Hang up");
  await eventually("the window of who hung up closes", () => annaCall.isClosed());
  await bobCall.waitForSelector(`::-p-text(${NAMES.anna} has hung up.)`);
  const isReleased = async () => (await tracksInFirefox(bobCall)).live === 0;
  await eventually("the other one's devices are released", isReleased, { withinMs: 2_000 });
  await eventually("the other one's window closes", () => bobCall.isClosed());
});
