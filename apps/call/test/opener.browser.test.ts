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

/** Behind it stands the press of a person who reads the site, and the address of whoever wrote there. */
async function followLink(site: Page, url: string): Promise<Page> {
  await site.evaluate((address) => {
    const link = document.createElement("a");
    Object.assign(link, { href: address, target: "_blank", textContent: "Look" });
    document.body.append(link);
  }, url);
  const opened = site.context().waitForEvent("page");
  await site.getByRole("link", { name: "Look" }).click();
  return opened;
}

it("[PAGE31] a link on a page of the site to somebody else's part in a call begins with a press", async () => {
  const site = await stage.arrive();
  const own = await stage.openCall(site, stage.callUrl("p1"));
  await own.locator("video.own-video").waitFor();
  await own.close();

  const linked = await followLink(site, stage.callUrl("p2", "lang=en&camera=on"));
  await start(linked).waitFor();
  const before = await tracks(linked);
  await start(linked).click();
  await linked.locator("video.own-video").waitFor();

  expect(before).toBe(0);
});

it("[PAGE5] [PAGE31] a link on a page of the site switches nothing on before the server knows the call", async () => {
  const site = await stage.arrive();
  const first = await stage.openCall(site, stage.callUrl("p1"));
  await first.locator("video.own-video").waitFor();
  await first.close();
  stage.door.vanish();
  const url = stage.callUrl("p1", "lang=en&camera=on");

  const linked = await followLink(site, url);
  await linked.getByText("Connecting…").waitFor();
  // What the site opens itself shows how long a picture takes that does not wait for the server.
  const opened = await stage.openCall(site, url);
  await opened.locator("video.own-video").waitFor();
  const before = await tracks(linked);
  await opened.close();
  stage.door.comeBack();
  await linked.locator("video.own-video").waitFor();

  expect(before).toBe(0);
});
