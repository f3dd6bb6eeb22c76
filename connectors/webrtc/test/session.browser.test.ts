import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { launchChromium, serveLaboratory, until } from "./chromium.ts";

let browser: Browser;
let laboratory: Awaited<ReturnType<typeof serveLaboratory>>;
let page: Page;

beforeAll(async () => {
  [browser, laboratory] = await Promise.all([launchChromium(), serveLaboratory()]);
});

afterAll(async () => {
  await browser.close();
  laboratory.close();
});

beforeEach(async () => {
  page = await browser.newPage();
  await page.goto(laboratory.url);
});

afterEach(() => page.close());

/** Names in the page: `log`, `anna`, `bob`; both joined an answered call with sound and picture. */
async function connect(): Promise<void> {
  await page.evaluate(async () => {
    const { RelayLog, Side, answered, directGrant } = window.laboratory;
    const log = new RelayLog();
    const anna = new Side(log, "p1");
    const bob = new Side(log, "p2");
    Object.assign(window, { log, anna, bob });
    await anna.join(answered(), directGrant);
    await bob.join(answered(), directGrant);
    await Promise.all([
      anna.takeDevices({ audio: true, video: true }),
      bob.takeDevices({ audio: true, video: true }),
    ]);
  });
  await until(page, flowing("anna"));
  await until(page, flowing("bob"));
}

function flowing(side: string): string {
  return `${side}.flow().then(({ framesDecoded, audioEnergy }) => framesDecoded > 5 && audioEnergy > 0)`;
}

describe("media session", () => {
  it("[MEDIA1] sound and picture flow in both directions", async () => {
    await connect();

    expect(await page.evaluate("[anna.session.state, bob.session.state]")).toEqual([
      "connected",
      "connected",
    ]);
    await page.evaluate("Promise.all([anna.session.ready, bob.session.ready])");
  });
});
