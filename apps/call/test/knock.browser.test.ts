import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { Stage } from "./stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open();
});
afterEach(() => stage.clear());
afterAll(() => stage.close());

const KNOCK = { call: "c2", title: "Carol Diaz is calling you" };
const card = (page: Page) => page.getByRole("group", { name: KNOCK.title });
const press = (page: Page, name: string) => card(page).getByRole("button", { name }).click();

/** The call page, and what the page that has opened it says to it and hears from it. */
async function openCall(seat: "p1" | "p2" = "p1") {
  const site = await stage.arrive();
  const opening = site.context().waitForEvent("page");
  await site.evaluate((address) => {
    const heard: unknown[] = [];
    const opened = window.open(address, "_blank", "popup");
    addEventListener("message", ({ data, source }) => source === opened && heard.push(data));
    Object.assign(globalThis, { heard, opened });
  }, stage.callUrl(seat));
  const page = await opening;
  const tell = (message: object) =>
    site.evaluate(
      ([data, origin]) => {
        const { opened } = globalThis as unknown as { opened: Window };
        opened.postMessage(data, origin as string);
      },
      [message, stage.built.origin] as const,
    );
  const heard = () => site.evaluate("heard");
  return { page, tell, heard };
}

it("[PAGE40] shows who knocks, and tells the site's page what was pressed", async () => {
  const { page, tell, heard } = await openCall();
  await page.getByText("Calling…").waitFor();
  await tell({ type: "ringline-knocks", knocks: [KNOCK] });
  await card(page).waitFor();

  await press(page, "Decline");

  expect(await heard()).toEqual([{ type: "ringline-knock-press", call: "c2", act: "decline" }]);
  expect(await card(page).count()).toBe(0);
});

it("[PAGE40] goes on to the seat of the other call once that was answered here, whatever became of this one", async () => {
  const { page, tell, heard } = await openCall();
  await page.getByText("Calling…").waitFor();
  await tell({ type: "ringline-knocks", knocks: [KNOCK] });
  await card(page).waitFor();
  await page.waitForTimeout(400);
  await press(page, "End and answer");
  expect(await heard()).toEqual([{ type: "ringline-knock-press", call: "c2", act: "answer" }]);
  const key = await page.evaluate("sessionStorage.getItem('ringline-seat')");
  stage.door.end("cancelled");
  await page.waitForTimeout(500);
  expect(await page.evaluate("sessionStorage.getItem('ringline-seat')")).toBe(key);

  // The next call has the same door here, and Bob's seat in it.
  stage.door.answer();
  await tell({ type: "ringline-seat", secret: stage.door.secrets.p2 });

  await expect.poll(() => page.title()).toContain("Anna Berger");
});

it("[PAGE40] believes no seat that was not asked for", async () => {
  const { page, tell } = await openCall();
  await page.getByText("Calling…").waitFor();
  const key = await page.evaluate("sessionStorage.getItem('ringline-seat')");
  await tell({ type: "ringline-knocks", knocks: [KNOCK] });
  await card(page).waitFor();

  await tell({ type: "ringline-seat", secret: stage.door.secrets.p2 });
  await page.waitForTimeout(500);

  expect(await page.evaluate("sessionStorage.getItem('ringline-seat')")).toBe(key);
  expect(await card(page).count()).toBe(1);
});

it("[PAGE40] a press in the first moment of the card answers nothing", async () => {
  const { page, tell, heard } = await openCall();
  await page.getByText("Calling…").waitFor();
  await page.evaluate(() => {
    new MutationObserver((_, observer) => {
      const button = document.querySelector<HTMLElement>(".knock .answer");
      if (button === null) return;
      observer.disconnect();
      button.click();
    }).observe(document.body, { childList: true, subtree: true });
  });

  await tell({ type: "ringline-knocks", knocks: [KNOCK] });
  await card(page).waitFor();

  expect(await heard()).toEqual([]);
});

it("[PAGE40] hears no stranger", async () => {
  stage.built.sites.clear();
  const { page, tell } = await openCall();
  await page.getByText("Calling…").waitFor();

  await tell({ type: "ringline-knocks", knocks: [KNOCK] });
  await page.waitForTimeout(500);

  expect(await card(page).count()).toBe(0);
  stage.built.sites.add(new URL(stage.host).origin);
});
