import axe from "axe-core";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openPortal } from "./testing/open-portal.ts";

const PAGES = [
  "/",
  "/stream",
  "/people",
  "/people/bob",
  "/calls",
  "/rooms/design",
  "/documents/roadmap",
];

let site: Awaited<ReturnType<typeof openPortal>>;

beforeAll(async () => {
  site = await openPortal();
});

afterAll(() => site.close());

/** Opens all that can be opened, then names the targets that are too small to hit. */
async function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate(`
    document.querySelector(".mini-toggle[aria-expanded=false]")?.click();
    [...document.querySelectorAll("a, button, input")]
      .filter((target) => !target.matches(".skip"))
      .map((target) => ({ target, box: target.getBoundingClientRect() }))
      .filter(({ box }) => box.width > 0 && Math.min(box.width, box.height) < 43.9)
      .map(({ target, box }) => target.outerHTML.slice(0, 90) + " " + box.width + "×" + box.height)
  `);
}

it.each(PAGES)("[DEMO10] %s fits 320 pixels, and can be hit", async (path) => {
  const page = await site.visit(path, "anna", { width: 320 });

  const small = await smallTargets(page);
  const width = await page.evaluate("document.documentElement.scrollWidth");

  expect(small).toEqual([]);
  expect(width).toBe(320);
});

it.each(
  PAGES.flatMap((path) => [
    [path, "light"],
    [path, "dark"],
  ]) as [string, "light" | "dark"][],
)("[DEMO12] %s has no axe violation, %s", async (path, colorScheme) => {
  const page = await site.visit(path, "anna", { colorScheme, width: 390 });

  await smallTargets(page);
  await page.evaluate(axe.source);
  const { violations } = (await page.evaluate("axe.run()")) as axe.AxeResults;

  expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
});

it("[DEMO9] a card opens under the mouse and goes with it", async () => {
  const page = await site.visit("/stream", "anna");
  const card = page.getByRole("group", { name: "About Carol Lindqvist" });

  await page.getByRole("button", { name: "Carol Lindqvist", exact: true }).first().hover();
  await card.waitFor();
  await page.mouse.move(1, 1);
  await card.waitFor({ state: "hidden" });
});

it("[DEMO9] a card opens on keyboard focus; Escape closes it and gives the focus back", async () => {
  const page = await site.visit("/stream", "anna");
  const focused = page.locator(":focus");
  const card = page.getByRole("group", { name: "About Dave Tanaka" });

  await page.getByRole("button", { name: "Anna Álvarez", exact: true }).focus();
  await page.keyboard.press("Tab"); // into Anna's card: her profile
  await page.keyboard.press("Tab"); // Dave, who is mentioned next
  await card.waitFor();
  await page.keyboard.press("Tab");
  const inside = await focused.getAttribute("href");
  await page.keyboard.press("Escape");

  expect(inside).toBe("/people/dave");
  expect(await card.isVisible()).toBe(false);
  expect(await focused.textContent()).toBe("Dave Tanaka");
});

it("[DEMO9] a card opens on tap, and closes on a tap elsewhere", async () => {
  const page = await site.visit("/stream", "anna", { hasTouch: true, width: 390 });
  const card = page.getByRole("group", { name: "About Carol Lindqvist" });

  await page.getByRole("button", { name: "Carol Lindqvist", exact: true }).first().tap();
  await card.waitFor();
  await page.getByRole("heading", { level: 1 }).tap();

  expect(await card.isVisible()).toBe(false);
});

it("[DEMO8] a message appears at the other person, as text", async () => {
  const anna = await site.visit("/people", "anna");
  const bob = await site.visit("/people", "bob");

  await anna.locator('[data-open="person:bob"]').click();
  await anna.getByRole("textbox", { name: "Message to Bob Okafor" }).fill("<img src=x> hello");
  await anna.keyboard.press("Enter");
  await bob.locator('[data-open="person:anna"]').click();
  const message = bob.getByText("<img src=x> hello");
  await message.waitFor();

  expect(await bob.locator(".message img").count()).toBe(0);
});
