import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { Stage } from "./stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open();
});
afterEach(() => stage.clear());
afterAll(() => stage.close());

const start = (page: Page) => page.getByRole("button", { name: "Start microphone and camera" });
const tracks = (page: Page) => page.evaluate(() => window.seen.tracks.length);

it("[PAGE31] a call page that a stranger's page opened begins with a press, and so does its reload", async () => {
  stage.built.sites.clear();
  const page = await stage.openCall(await stage.arrive(), stage.callUrl("p1"));
  await start(page).waitFor();
  await page.reload();
  await start(page).waitFor();
  const before = await tracks(page);

  await start(page).click();
  await page.locator("video.own-video").waitFor();

  expect(before).toBe(0);
  await expect.poll(() => tracks(page)).toBe(2);
  expect(await start(page).count()).toBe(0);
  await page.reload();
  await page.locator("video.own-video").waitFor();
  stage.built.sites.add(new URL(stage.host).origin);
});

it("[PAGE31] so does one that says nothing of who opened it", async () => {
  const site = await stage.arrive();
  const page = await site.context().newPage();
  await page.goto(stage.callUrl("p1"));

  await start(page).waitFor();

  expect(await tracks(page)).toBe(0);
});
