import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { Stage } from "./stage.ts";

const axeSource = readFileSync(
  createRequire(import.meta.url).resolve("axe-core/axe.min.js"),
  "utf8",
);

let stage: Stage;
let elsewhere: Server;
let url: string;

beforeAll(async () => {
  stage = await Stage.open();
  // A destination that wants nothing to do with who opened it, and cannot be told from a closed window.
  elsewhere = createServer((_request, response) =>
    response
      .writeHead(200, { "content-type": "text/html", "cross-origin-opener-policy": "same-origin" })
      .end("<!doctype html><title>Elsewhere</title><h1>The meeting</h1>"),
  );
  await new Promise<void>((listening) => elsewhere.listen(0, "127.0.0.1", listening));
  url = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/room`;
});
afterEach(() => stage.clear());
afterAll(async () => {
  await stage?.close();
  elsewhere?.closeAllConnections();
  elsewhere?.close();
});

async function openStrip(language = "en", options = {}, query = ""): Promise<Page> {
  stage.door.grant = { type: "page", connector: "link", url, frame: false };
  const page = await stage.openCall(
    await stage.arrive(options),
    stage.callUrl("p1", `lang=${language}${query}`),
  );
  await page.locator(".enter").waitFor();
  return page;
}

async function enter(page: Page): Promise<Page> {
  const [opened] = await Promise.all([
    page.context().waitForEvent("page"),
    page.getByRole("button", { name: "Enter" }).click(),
  ]);
  await opened.getByRole("heading", { name: "The meeting" }).waitFor();
  return opened;
}

describe("a call that takes place elsewhere", () => {
  it("[PAGE28] is entered by a press, in a window that cannot reach back, and hung up in ours", async () => {
    const page = await openStrip();
    stage.door.answer();
    await page.getByRole("timer").waitFor();
    const opened = await enter(page);

    expect(await opened.evaluate(() => [window.opener, document.referrer])).toEqual([null, ""]);
    await page.getByRole("button", { name: "Open the call again" }).waitFor();
    await page.getByRole("button", { name: "Hang up" }).click();

    await expect.poll(() => stage.door.call.phase).toBe("ended");
    await expect.poll(() => page.isClosed()).toBe(true);
  });

  it("[PAGE28] says that the browser did not let it open, and opens it by a link", async () => {
    const page = await openStrip();
    stage.door.answer();
    await page.getByRole("timer").waitFor();
    await page.evaluate(() => {
      window.open = () => null;
    });

    await page.getByRole("button", { name: "Enter" }).click();

    await page.getByText("Your browser did not let the window of the call open.").waitFor();
    await page.getByRole("button", { name: "Enter" }).waitFor();
    expect(await faults(page)).toEqual([]);
    const [opened] = await Promise.all([
      page.context().waitForEvent("page"),
      page.getByRole("link", { name: "Open the call in a new tab" }).click(),
    ]);
    await opened.getByRole("heading", { name: "The meeting" }).waitFor();
    expect(await opened.evaluate(() => [window.opener, document.referrer])).toEqual([null, ""]);
    await page.getByRole("button", { name: "Open the call again" }).waitFor();
    expect(await page.getByRole("link").count()).toBe(0);
  });

  it("[PAGE29] a destination that cuts the tie, or is closed, ends nothing", async () => {
    const page = await openStrip();
    stage.door.answer();
    const opened = await enter(page);
    await opened.close();
    await page.waitForTimeout(1_500);

    expect(stage.door.call.phase).toBe("active");
    await page.getByRole("button", { name: "Open the call again" }).waitFor();
  });

  it("[PAGE30] uses neither microphone nor camera, and opens none where the site says so", async () => {
    const page = await openStrip();
    const told = await openStrip("en", {}, "&devices=none");

    await expect
      .poll(() =>
        page.evaluate(() => window.seen.tracks.every((one) => one.readyState === "ended")),
      )
      .toBe(true);
    expect(await told.evaluate(() => window.seen.tracks.length)).toBe(0);
    expect(await page.getByRole("button", { name: /microphone|camera/ }).count()).toBe(0);
  });

  it("[PAGE18] closing our window says goodbye, wherever the call takes place", async () => {
    const page = await openStrip();
    stage.door.answer();
    await enter(page);
    await page.close({ runBeforeUnload: true });

    await expect.poll(() => stage.door.byes).toEqual(["p1"]);
  });

  it("[PAGE28] stands in our window where the administrator lets it", async () => {
    stage.door.grant = { type: "page", connector: "link", url, frame: true };
    const page = await stage.openCall(await stage.arrive(), stage.callUrl("p1"));
    await page.getByRole("button", { name: "Hang up" }).waitFor();
    stage.door.answer();

    const frame = page.locator("iframe");
    await frame.waitFor();
    expect(await frame.getAttribute("title")).toMatch(/^The call at 127\.0\.0\.1/);
    expect(await frame.getAttribute("allow")).toContain("camera; microphone");
    await page.getByRole("button", { name: "Open the call in a window of its own" }).waitFor();
    expect(await faults(page)).toEqual([]);
  });

  it("[PAGE23] is entered and left by keyboard alone", async () => {
    const page = await openStrip();
    stage.door.answer();
    await page.getByRole("timer").waitFor();
    const names: (string | null)[] = [];
    for (let presses = 0; presses < 3; presses += 1) {
      await page.keyboard.press("Tab");
      names.push(
        await page.evaluate(
          () =>
            document.activeElement?.getAttribute("aria-label") ??
            document.activeElement?.textContent?.trim() ??
            "",
        ),
      );
    }

    expect(names.sort()).toEqual(["Enter", "Full screen", "Hang up"]);
  });

  it.each(["en", "de", "fr", "ar"])(
    "[PAGE22] [PAGE24] [PAGE25] in %s at 320 px nothing is cut off, and axe finds nothing",
    async (language) => {
      const page = await openStrip(language, { viewport: { width: 320, height: 568 } });
      stage.door.answer();
      await page.getByRole("timer").waitFor();

      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      const boxes = await Promise.all(
        (await page.getByRole("button").all()).map((button) => button.boundingBox()),
      );

      expect(width).toBe(320);
      for (const box of boxes) {
        expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(44);
        expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(568);
      }
      expect(await faults(page)).toEqual([]);
      await picture(page, `strip-${language}-320`);
    },
  );
});

async function faults(page: Page): Promise<string[]> {
  await page.evaluate(axeSource);
  return page.evaluate(async () => {
    // biome-ignore lint/suspicious/noExplicitAny: axe brings no types into the page.
    const { violations } = await (globalThis as any).axe.run();
    return violations.map(({ id, help }: { id: string; help: string }) => `${id}: ${help}`);
  });
}

async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.RINGLINE_TEST_PICTURES;
  if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}.png` });
}
