import type { Browser, Page } from "puppeteer-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { eventually } from "../harness/eventually.ts";
import {
  pressInFirefox,
  receivedInFirefox,
  reloadWithProbe,
  startFirefox,
  windowOf,
} from "../harness/firefox.ts";
import { RinglineSite } from "../harness/ringline-site.ts";
import { NAMES } from "../harness/town.ts";

let site: RinglineSite;
let firefox: Browser;

beforeAll(async () => {
  [site, firefox] = await Promise.all([RinglineSite.start(), startFirefox()]);
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

async function flows(page: Page): Promise<void> {
  const isThere = async () => {
    const { frames, audioBytes } = await receivedInFirefox(page);
    return frames > 5 && audioBytes > 500;
  };
  await eventually("sound and picture arrive", isThere, { withinMs: 30_000 });
}

it("[E2E24] Firefox ESR carries a call from the press to the end, over a reload of each page", async () => {
  const anna = await arrive("anna", "/people/bob");
  const bob = await arrive("bob", "/stream");

  const annaCall = await windowOf(anna, () => pressInFirefox(anna, `Call ${NAMES.bob}`));
  await annaCall.waitForSelector("::-p-text(Ringing…)");
  await reloadWithProbe(annaCall);
  await bob.waitForSelector("pierce/[role=alertdialog]", { timeout: 20_000 });
  await new Promise((resolve) => setTimeout(resolve, 500));
  const bobCall = await windowOf(bob, () => pressInFirefox(bob, "Answer"));
  await bobCall.waitForSelector("::-p-text(Connected)");
  await reloadWithProbe(bobCall);
  await Promise.all([flows(annaCall), flows(bobCall)]);
  await pressInFirefox(bobCall, "Mute microphone");
  await annaCall.waitForSelector(`::-p-text(${NAMES.bob} is muted)`);
  await pressInFirefox(annaCall, "Hang up");
  const end = await bobCall.waitForSelector(`::-p-text(${NAMES.anna} has hung up.)`);

  expect(end).not.toBeNull();
});
