import axe from "axe-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openPortal } from "../testing/open-portal.ts";

const PAGES = [
  "/portal/",
  "/portal/intranet/profile/bob",
  "/portal/g/:spaces:meadow_team/meadow_team",
  "/portal/chat",
  "/portal/call/glimpse/p/anna@bob",
];

let site: Awaited<ReturnType<typeof openPortal>>;

beforeAll(async () => {
  site = await openPortal();
});

afterAll(() => site.close());

it.each(PAGES)("[DEMO15] %s fits 320 pixels, and can be hit", async (path) => {
  const page = await site.visit(path, "anna", { width: 320 });

  const small = await page.evaluate(`
    document.querySelector(".mini-toggle")?.click();
    [...document.querySelectorAll("a:not(.skip), button")]
      .map((target) => ({ target, box: target.getBoundingClientRect() }))
      .filter(({ box }) => box.width > 0 && Math.min(box.width, box.height) < 43.9)
      .map(({ target }) => target.outerHTML.slice(0, 90))
  `);

  expect(small).toEqual([]);
  expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(320);
});

it.each(
  PAGES.flatMap((path) => [
    [path, "light"],
    [path, "dark"],
  ]) as [string, "light" | "dark"][],
)("[DEMO15] %s has no axe violation, %s", async (path, colorScheme) => {
  const page = await site.visit(path, "anna", { colorScheme, width: 390 });

  await page.evaluate(axe.source);
  const { violations } = (await page.evaluate("axe.run()")) as axe.AxeResults;

  expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
});

it("[DEMO15] a name opens its popover by keyboard; Escape closes it and gives the focus back", async () => {
  const page = await site.visit("/portal/", "anna");
  const name = page.getByRole("button", { name: "Bob Okafor" });
  const popover = page.getByRole("dialog", { name: "Bob Okafor" });

  await name.focus();
  await page.keyboard.press("Enter");
  await popover.waitFor();
  const inside = await page.locator(":focus").getAttribute("href");
  await page.keyboard.press("Escape");

  expect(inside).toBe("/portal/intranet/profile/bob");
  expect(await popover.isVisible()).toBe(false);
  expect(await page.locator(":focus").textContent()).toBe("Bob Okafor");
});

it("[DEMO15] the mini chat opens beside the page, and tells whom one has chosen", async () => {
  const page = await site.visit("/portal/", "anna");
  const chat = page.getByRole("complementary", { name: "Chat" });
  await page.evaluate(
    `document.addEventListener("exo-chat-selected-contact-changed", ({ detail }) => { window.chosen = detail; })`,
  );

  await chat.getByRole("button", { name: "Chat" }).press("Enter");
  await chat.getByRole("button", { name: "Bob Okafor" }).press("Enter");
  const chosen = await page.evaluate("chosen");
  await chat.getByText("Bob Okafor").last().waitFor();
  await page.keyboard.press("Enter");

  expect(chosen).toMatchObject({ type: "u", user: "bob", fullName: "Bob Okafor" });
  expect(await page.locator(":focus").textContent()).toBe("Bob Okafor");
  expect(await page.evaluate("chosen")).toBeNull();
});
