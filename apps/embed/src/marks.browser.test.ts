import type { CDPSession, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { EmbedSite } from "./testing/embed-site.ts";

const MARKS = 500;
const ROUNDS = 20;

let site: EmbedSite;

beforeAll(async () => {
  site = await EmbedSite.start();
});
afterAll(() => site.stop());

it("[EMBED11] ten thousand marks that come and go leave nothing behind", {
  timeout: 150_000,
}, async () => {
  const page = await site.open({ as: "anna", body: `<div id="list"></div>` });
  await page.evaluate("ringline.ready");
  await expect
    .poll(() => page.evaluate("customElements.get('ringline-call-choice') !== undefined"))
    .toBe(true);
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("Performance.enable");
  for (let round = 0; round < 3; round++) await comeAndGo(page, round);
  const before = await measured(cdp);

  for (let round = 3; round < 3 + ROUNDS; round++) await comeAndGo(page, round);
  const after = await measured(cdp);

  expect(after.JSEventListeners).toBe(before.JSEventListeners);
  expect(after.Nodes).toBeLessThanOrEqual(before.Nodes + 20);
  expect(after.JSHeapUsedSize).toBeLessThan(before.JSHeapUsedSize * 1.1);
  expect(await page.locator("ringline-call-button").count()).toBe(0);
});

/** As an endless list does; each button is drawn to its end before it goes. */
async function comeAndGo(page: Page, round: number): Promise<void> {
  await page.evaluate(
    ([first, count]) => {
      const list = document.querySelector("#list");
      const marks = Array.from({ length: count }, (_, n) => {
        const mark = document.createElement("i");
        mark.dataset.callUser = `person-${first + n}`;
        mark.dataset.callName = `Person ${first + n}`;
        return mark;
      });
      list?.append(...marks);
    },
    [round * MARKS, MARKS] as const,
  );
  await page.waitForFunction(
    (name) =>
      document
        .querySelector("#list")
        ?.lastElementChild?.querySelector("ringline-call-button")
        ?.shadowRoot?.querySelector(`button[aria-label="${name}"]`) != null,
    `Call Person ${round * MARKS + MARKS - 1}`,
  );
  // What the last of them asked the server is answered.
  await page.waitForTimeout(150);
  await page.evaluate(() => document.querySelector("#list")?.replaceChildren());
  await page.waitForFunction(() => document.querySelector("ringline-call-button") === null);
}

async function measured(cdp: CDPSession): Promise<Record<string, number>> {
  await new Promise((resolve) => setTimeout(resolve, 500));
  for (let times = 0; times < 3; times++) await cdp.send("HeapProfiler.collectGarbage");
  const { metrics } = await cdp.send("Performance.getMetrics");
  return Object.fromEntries(metrics.map(({ name, value }) => [name, value]));
}
