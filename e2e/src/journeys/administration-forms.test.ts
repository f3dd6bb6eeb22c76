import { readFile } from "node:fs/promises";
import type { BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { Administrator } from "../harness/administrator.ts";
import { accessibilityFaults } from "../harness/axe.ts";
import { type RunningChromium, startChromium } from "../harness/chromium.ts";
import { RinglineSite } from "../harness/ringline-site.ts";
import { StunServer } from "../harness/stun-server.ts";

const HOOK_ORIGIN = "http://127.0.0.1:9";

let site: RinglineSite;
let office: RunningChromium;
let context: BrowserContext | undefined;

beforeAll(async () => {
  const secret = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;
  const settings = {
    RINGLINE_WEBHOOKS: JSON.stringify([{ id: "site", url: `${HOOK_ORIGIN}/site`, secret }]),
    RINGLINE_WEBHOOK_ALLOW: HOOK_ORIGIN,
  };
  [site, office] = await Promise.all([RinglineSite.start({ settings }), startChromium()]);
});
afterEach(() => context?.close());
afterAll(async () => {
  await office?.close();
  await site?.stop();
});

/** A new link is printed at each start. */
async function administrator(): Promise<Administrator> {
  await site.restart();
  context = await office.browser.newContext({ viewport: { width: 360, height: 800 } });
  const administrator = new Administrator(await context.newPage());
  await administrator.signIn(site);
  return administrator;
}

/** Where `ADMIN_PICTURES` names a folder. */
async function picture(page: Page, name: string): Promise<void> {
  const { ADMIN_PICTURES: folder } = process.env;
  if (!folder) return;
  for (const width of [1_200, 360]) {
    await page.setViewportSize({ width, height: 800 });
    await page.screenshot({ path: `${folder}/${name}-${width}.png`, fullPage: true });
  }
}

it("[HOOK10] a new endpoint cannot take a name that is there; one of the settings is used as they say again", async () => {
  const admin = await administrator();
  const { page } = admin;
  await admin.open("Webhooks");
  const card = page.getByRole("listitem").filter({ hasText: `${HOOK_ORIGIN}/site` });
  const name = page.getByRole("textbox", { name: /^Its name here/ });
  await card.getByText("Comes from: configuration").waitFor();
  const before = await card.getByRole("button").allInnerTexts();

  await name.fill("site");
  await page.getByRole("textbox", { name: "Address" }).fill(`${HOOK_ORIGIN}/other`);
  await page.getByRole("button", { name: "Make the endpoint" }).click();
  const complaint = await name.evaluate((field: HTMLInputElement) => field.validationMessage);
  await name.fill("crm");
  await page.getByRole("button", { name: "Make the endpoint" }).click();
  await page.getByRole("button", { name: "Remove: crm" }).waitFor();

  await page.getByRole("switch", { name: "Send to site" }).click();
  await page.getByRole("button", { name: "Use the configuration again: site" }).waitFor();
  await picture(page, "webhooks");
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.getByRole("button", { name: "Use the configuration again: site" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("switched on. What waits for it is deleted.").waitFor();
  await picture(page, "webhook-forget");
  await dialog.getByRole("button", { name: "Use the configuration again" }).click();
  const toggle = page.getByRole("switch", { name: "Send to site", checked: true });
  await toggle.waitFor();

  expect(before).not.toContain("Remove");
  expect(complaint).toBe("There is an endpoint of this name.");
  expect(await card.count()).toBe(1);
});

it("[E2E116] some of a few are chosen by boxes, and what has no test has no button for it", async () => {
  const { page } = await administrator();
  await page.getByRole("button", { name: "Settings: webrtc" }).click();
  await page.getByRole("button", { name: "Test", exact: true }).waitFor();
  const form = page.getByRole("form", { name: "Settings: link" });
  const calls = form.getByRole("group", { name: "Calls" });
  const chosen = (among: typeof calls) => among.getByRole("checkbox", { checked: true });
  await page.getByRole("button", { name: "Settings: link" }).click();
  await form.getByRole("button", { name: "Add: Systems" }).click();
  await form.getByRole("textbox", { name: "Id" }).fill("meet");
  await form.getByRole("textbox", { name: "Name on buttons" }).fill("Meeting");
  await form.getByRole("textbox", { name: "Address" }).fill("https://meet.example.org/{call}");
  const first = await chosen(calls).count();
  await calls.getByRole("checkbox", { name: "space" }).check();
  await form
    .getByRole("group", { name: "Media" })
    .getByRole("checkbox", { name: "audio" })
    .uncheck();
  await picture(page, "choices");
  expect(await accessibilityFaults(page)).toEqual([]);
  await form.getByRole("button", { name: "Save" }).click();
  await form.getByText("Comes from: this page").waitFor();
  await page.getByRole("switch", { name: "Offered: Meeting" }).waitFor();

  expect(first).toBe(1);
  expect(await form.getByRole("button", { name: "Test", exact: true }).count()).toBe(0);
  expect(await chosen(calls).count()).toBe(2);
  expect(await chosen(form.getByRole("group", { name: "Media" })).count()).toBe(1);
});

it("[HIST10] the file of the history has what was searched for, and begins as spreadsheets want it", async () => {
  const admin = await administrator();
  const { page } = admin;
  await admin.open("History");
  await page.getByRole("checkbox", { name: "Missed calls only" }).check();
  await page.getByRole("button", { name: "Search" }).click();
  const asked = page.waitForRequest((request) => request.url().includes("/v1/history/export"));
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Export as CSV" }).click();
  const content = await readFile(await (await download).path(), "utf8");
  await page.getByText("The file was saved.").waitFor();

  expect(new URL((await asked).url()).searchParams.get("missed")).toBe("true");
  expect(content.startsWith("\ufeff")).toBe(true);
  expect(content).toContain("person");
});

it("[E2E117] STUN that sees the browser's own address answers, in the test's words too, and a silent one does not", async () => {
  const { page } = await administrator();
  // Who may use the camera shows their real address, so that what STUN sees is nothing new.
  await context?.grantPermissions(["camera", "microphone"]);
  const [stun, silent] = await Promise.all([
    StunServer.start(),
    StunServer.start({ isSilent: true }),
  ]);
  await page.getByRole("button", { name: "Settings: webrtc" }).click();
  await page.getByRole("button", { name: "Add: ICE servers" }).click();
  const addresses = page.getByRole("textbox", { name: /^Addresses/ });
  await addresses.fill(`${stun.url}\n${silent.url}`);
  await page.getByRole("button", { name: "Test", exact: true }).click();
  await page.getByRole("heading", { name: "Asked from this browser" }).waitFor();
  const said = (url: string) =>
    page.getByRole("status").getByRole("listitem").filter({ hasText: url }).allInnerTexts();
  const [good, bad] = [await said(stun.url), await said(silent.url)];
  await picture(page, "stun");
  stun.stop();
  silent.stop();

  expect(good[0]).toContain("works");
  expect(good[1]).toContain("the address that this browser has anyway");
  expect(bad.map((line) => line.includes("does not answer"))).toEqual([true, true]);
});
