import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { ElementsSite } from "../testing/elements-site.ts";

const BODY = "<ringline-profile-accounts></ringline-profile-accounts>";
const TYPES = [
  { type: "desk", title: "Desk number", pattern: "[0-9]{3,6}", isShared: true },
  { type: "meet", title: "Meet name" },
];

let site: ElementsSite;

beforeAll(async () => {
  site = await ElementsSite.start();
});
afterEach(() => site.reset());
afterAll(() => site.stop());

it("[ACC7] a person puts in and takes away their accounts; what the site names is shown alone", async () => {
  const kept = new Map<string, object>([
    ["meet", { type: "meet", fields: { name: "anna@site" }, source: "site" }],
  ]);
  site.server.answer = ({ operation, input }) => {
    if (operation === "accounts.put") kept.set(input.type, { ...input, source: "own" });
    if (operation === "accounts.remove") kept.delete(input.type);
    return operation === "accounts.list" ? { types: TYPES, accounts: [...kept.values()] } : {};
  };
  const page = await site.open({ body: BODY });
  const desk = page.getByRole("textbox", { name: "Desk number" });
  const meet = page.getByRole("textbox", { name: "Meet name" });
  await desk.waitFor();

  expect(await page.getByText("Others of this site can see it.").count()).toBe(1);
  expect(await meet.inputValue()).toBe("anna@site");
  expect(await meet.getAttribute("readonly")).toBe("");
  expect(await page.getByRole("button", { name: "Save: Meet name" }).count()).toBe(0);

  await desk.fill("no number");
  await desk.press("Enter");
  expect(site.server.requested("accounts.put")).toEqual([]);
  await desk.fill("4711");
  await desk.press("Enter");
  await page.getByText("Saved").waitFor();
  expect(site.server.requested("accounts.put").map(({ input }) => input)).toEqual([
    { type: "desk", fields: { name: "4711" } },
  ]);

  await page.getByRole("button", { name: "Remove: Desk number" }).click();
  await page.getByText("Removed").waitFor();
  expect(await desk.inputValue()).toBe("");
});
