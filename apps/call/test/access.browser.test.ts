import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { Stage } from "./stage.ts";

const axeSource = readFileSync(
  createRequire(import.meta.url).resolve("axe-core/axe.min.js"),
  "utf8",
);
// Two browsers with pictures need their time on a machine that does other things too.
vi.setConfig({ testTimeout: 90_000 });

let stage: Stage;

beforeAll(async () => {
  stage = await Stage.open();
});
afterEach(() => stage.clear());
afterAll(() => stage.close());

/** What axe finds, as `rule: element`. */
async function violations(page: Page): Promise<string[]> {
  const session = await page.context().newCDPSession(page);
  // Not through the page: its policy forbids foreign scripts.
  await session.send("Runtime.evaluate", { expression: axeSource });
  return page.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    };
    const { violations: found } = await axe.run();
    return found.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
  });
}

describe("for everybody", () => {
  it("[PAGE22] axe finds nothing while it rings, in the call, with the devices open, and after it", async () => {
    const { anna, bob } = await stage.connect();
    const found = [await violations(anna)];
    await anna.getByRole("button", { name: "Devices" }).click();
    found.push(await violations(anna));
    await bob.getByRole("button", { name: "Turn camera off" }).click();
    await anna.getByRole("heading", { name: "Bob Okafor" }).waitFor();
    found.push(await violations(anna));
    stage.door.end("failed", { problem: "media-failed" });
    await anna.getByRole("button", { name: "Close" }).waitFor();
    found.push(await violations(anna));

    expect(found).toEqual([[], [], [], []]);
  });

  it("[PAGE22] axe finds nothing while it rings", async () => {
    const page = await stage.openCall(await stage.arrive(), stage.callUrl("p1"));
    await page.getByText("Calling…").waitFor();

    expect(await violations(page)).toEqual([]);
  });

  it("[PAGE23] the keyboard alone reaches and works everything", async () => {
    const { anna } = await stage.connect();
    const names: (string | null)[] = [];
    for (const key of ["Tab", "Tab", "Tab", "Tab", "Tab"]) {
      await anna.keyboard.press(key);
      names.push(
        await anna.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? null),
      );
    }
    expect(names).toEqual([
      "Full screen",
      "Mute microphone",
      "Turn camera off",
      "Devices",
      "Hang up",
    ]);

    await anna.keyboard.press("Shift+Tab");
    await anna.keyboard.press("Enter");
    await anna.getByLabel("Microphone", { exact: true }).waitFor();
    await anna.keyboard.press("Escape");
    await anna.getByLabel("Microphone", { exact: true }).waitFor({ state: "hidden" });
    await anna.keyboard.press("Tab");
    await anna.keyboard.down("Enter");

    await expect.poll(() => anna.isClosed()).toBe(true);
  });

  it.each([
    ["en", "Hang up", "ltr"],
    ["de", "Auflegen", "ltr"],
    ["fr", "Raccrocher", "ltr"],
    ["ar", "إنهاء المكالمة", "rtl"],
  ])(
    "[PAGE24] [PAGE25] in %s at 320 px nothing is cut off, and every target is 44 px",
    async (language, name, direction) => {
      const site = await stage.arrive({ viewport: { width: 320, height: 568 } });
      const page = await stage.openCall(site, stage.callUrl("p1", `lang=${language}`));
      await page.setViewportSize({ width: 320, height: 568 });
      await page.getByRole("button", { name }).waitFor();
      await page.getByRole("button", { name }).hover();

      const found = await page.evaluate(() => ({
        direction: document.documentElement.dir,
        scrolls: document.documentElement.scrollWidth > innerWidth,
        small: [...document.querySelectorAll("button, select")]
          .map((target) => target.getBoundingClientRect())
          .filter(({ width, height }) => width > 0 && (width < 44 || height < 44)).length,
        outside: [...document.querySelectorAll("button")]
          .map((target) => target.getBoundingClientRect())
          .filter(
            ({ left, right, bottom }) => left < 0 || right > innerWidth || bottom > innerHeight,
          ).length,
      }));

      expect(found).toEqual({ direction, scrolls: false, small: 0, outside: 0 });
    },
  );
});
