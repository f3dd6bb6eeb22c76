import type { BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { Administrator, setupLink } from "../harness/administrator.ts";
import { accessibilityFaults } from "../harness/axe.ts";
import { type RunningChromium, startChromium } from "../harness/chromium.ts";
import { Town } from "../harness/town.ts";

let town: Town;
let office: RunningChromium;
const contexts: BrowserContext[] = [];

beforeAll(async () => {
  [town, office] = await Promise.all([Town.open(), startChromium()]);
});
afterEach(async () => {
  await town.empty();
  await Promise.all(contexts.splice(0).map((context) => context.close()));
});
afterAll(async () => {
  await office?.close();
  await town?.close();
});

interface Screen {
  width: number;
  locale?: string;
  colorScheme?: "light" | "dark";
}

async function newPage({ width, colorScheme = "light", locale = "en" }: Screen): Promise<Page> {
  const context = await office.browser.newContext({
    viewport: { width, height: 800 },
    colorScheme,
    locale,
  });
  contexts.push(context);
  return context.newPage();
}

/** A new link is printed at each start. */
async function administrator(screen: Screen = { width: 360 }): Promise<Administrator> {
  await town.site.restart();
  const administrator = new Administrator(await newPage(screen));
  await administrator.signIn(town.site);
  return administrator;
}

it("[E2E50] an administrator signs in by the printed link and ends a call for everybody in three presses", async () => {
  const admin = await administrator();
  const { page } = admin;
  expect(new URL(page.url()).hash).toBe("");
  const anna = await town.arrive("anna");
  const bob = await town.arrive("bob");
  await anna.goTo("/people");
  const annaCall = await anna.call(bob.name);
  const bobCall = await bob.answer(anna.name);
  await annaCall.view.getByRole("timer").waitFor();

  await admin.open("Live calls");
  await page.getByRole("button", { name: /^End for all/ }).click();
  await page.getByRole("dialog").getByRole("button", { name: "End for all" }).click();

  await Promise.all([annaCall.closes(), bobCall.closes()]);
  await page.getByText("No call is under way.").waitFor();
  await admin.open("Audit");
  await page.getByRole("heading", { name: "calls.end" }).waitFor();
});

it("[E2E51] a link is taken once, and a page that is loaded anew is signed out", async () => {
  const admin = await administrator();
  await admin.page.reload();
  await admin.page.getByRole("heading", { name: "Sign in" }).waitFor();
  const other = await newPage({ width: 360 });
  await other.goto(await setupLink(town.site));

  await other.getByRole("alert").getByText("used before or has run out").waitFor();
  const stored = await other.evaluate(() => JSON.stringify([localStorage, sessionStorage]));
  expect(stored).toBe("[{},{}]");
});

it("[E2E52] a provider that is switched off leaves open pages within two seconds, and comes back", async () => {
  const admin = await administrator();
  const anna = await town.arrive("anna");
  const isOffered = () =>
    anna.page.evaluate(async () => {
      const client = await globalThis.ringline?.ready;
      return client?.providers.some(({ id }) => id === "webrtc");
    });
  const waitFor = async (wanted: boolean) => {
    const began = performance.now();
    while ((await isOffered()) !== wanted) {
      if (performance.now() - began > 10_000) break;
      await anna.page.waitForTimeout(50);
    }
    return performance.now() - began;
  };
  const before = await isOffered();
  const toggle = admin.page.getByRole("switch", { name: /^Offered: / }).first();
  await toggle.click();
  const off = await waitFor(false);
  await toggle.click();
  const on = await waitFor(true);

  expect(before).toBe(true);
  expect(off).toBeLessThan(2_000);
  expect(on).toBeLessThan(2_000);
});

it("[E2E53] axe finds nothing on any section, light and dark, and none is wider than 320 px", async () => {
  const admin = await administrator({ width: 320 });
  const anna = await town.arrive("anna");
  await anna.goTo("/people");
  await anna.call("Bob Okafor");
  const sections = await admin.page.getByRole("navigation").getByRole("link").allInnerTexts();
  const faults: string[] = [];
  for (const section of sections) {
    await admin.open(section);
    await admin.page.waitForTimeout(400);
    for (const colorScheme of ["light", "dark"] as const) {
      await admin.page.emulateMedia({ colorScheme });
      faults.push(...(await accessibilityFaults(admin.page)).map((one) => `${section}: ${one}`));
    }
    const width = await admin.page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    if (width > 0) faults.push(`${section}: ${width} px too wide`);
    const { ADMIN_PICTURES: folder } = process.env;
    if (folder) {
      await admin.page.screenshot({ path: `${folder}/${section}-320-dark.png`, fullPage: true });
      await admin.page.setViewportSize({ width: 1200, height: 800 });
      await admin.page.emulateMedia({ colorScheme: "light" });
      await admin.page.screenshot({ path: `${folder}/${section}-1200.png`, fullPage: true });
      await admin.page.setViewportSize({ width: 320, height: 800 });
    }
  }

  expect(sections.length).toBeGreaterThan(7);
  expect(faults).toEqual([]);
});

it("[E2E54] the keyboard alone reaches a section and its buttons", async () => {
  const { page } = await administrator();
  const press = async (name: string) => {
    for (let count = 0; count < 40; count++) {
      await page.keyboard.press("Tab");
      if ((await focusedName(page)) === name) return page.keyboard.press("Enter");
    }
    throw new Error(`the keyboard does not reach ${name}`);
  };
  await press("API keys");
  await page.getByRole("heading", { name: "API keys" }).waitFor();
  await page.getByRole("textbox", { name: "What it is for" }).fill("robot");
  await press("Make the key");

  await page.getByText("it is shown once and never again").waitFor();
  await press("Revoke: robot");
  await press("Revoke");
  await page.getByText("revoked", { exact: true }).waitFor();
});

it("[E2E55] the reference that somebody was shown finds their error in two presses", async () => {
  const admin = await administrator();
  const anna = await town.arrive("anna");
  const { code, reference } = await anna.page.evaluate(async () => {
    const client = await globalThis.ringline?.ready;
    try {
      await client?.request("calls.get", { call: "A".repeat(22) });
      return { code: "none", reference: "" };
    } catch (error) {
      const { code, details } = error as { code: string; details: { reference: string } };
      return { code, reference: details.reference };
    }
  });

  await admin.open("Log");
  await admin.page.getByRole("textbox", { name: "Reference" }).fill(reference);
  const lines = admin.page.getByRole("list", { name: "Lines" });
  // The server keeps its lines a moment after it said them.
  await admin.page.waitForTimeout(1_500);
  await admin.page.keyboard.press("Enter");

  expect(code).toBe("call-not-found");
  await lines.getByRole("link", { name: reference }).first().waitFor();
  expect(await lines.innerText()).toContain("anna");
});

it("[E2E56] a server is added and tested in three presses, a dead one is told in words, and what is saved applies", async () => {
  const { page } = await administrator();
  await page.getByRole("button", { name: "Settings: webrtc" }).click();
  await page.getByRole("button", { name: "Add: ICE servers" }).click();
  await page.getByRole("textbox", { name: /^Addresses/ }).fill("turn:127.0.0.1:1?transport=tcp");
  await page.getByRole("textbox", { name: "Shared secret" }).fill("a secret of sixteen and more");
  await page.getByRole("button", { name: "Test", exact: true }).click();
  await page.getByText("Asked from the server").waitFor();
  const said = await page.getByRole("status").filter({ hasText: "Asked" }).innerText();
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Comes from: this page").first().waitFor();

  expect(said).toContain("refuses");
  expect(said).toContain("Asked from this browser");
  const { ADMIN_PICTURES: folder } = process.env;
  if (folder) await page.screenshot({ path: `${folder}/ICE-360.png`, fullPage: true });
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.getByRole("button", { name: "Use the configuration again" }).click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: "Use the configuration again" })
    .click();
  await page.getByText("Comes from: default").first().waitFor();
});

/** Of the innermost element that has the focus. */
function focusedName(page: Page): Promise<string> {
  return page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    return element?.getAttribute("aria-label") ?? element?.textContent?.trim() ?? "";
  });
}

it("[E2E57] in Arabic it stands from the right, whole and no wider than 360 px, and a person's accounts can be opened", async () => {
  await town.site.restart();
  const anna = await town.arrive("anna");
  await anna.goTo("/people");
  const page = await newPage({ width: 360, locale: "ar" });
  await page.goto(await setupLink(town.site));
  await page.getByRole("heading", { name: "مزوّدو الاتصال" }).waitFor();
  const faults: string[] = [];
  const sections = await page.getByRole("navigation").getByRole("link").allInnerTexts();
  for (const section of sections) {
    await page.getByRole("navigation").getByRole("link", { name: section, exact: true }).click();
    await page.getByRole("heading", { name: section, level: 1, exact: true }).waitFor();
    await page.waitForTimeout(300);
    faults.push(...(await accessibilityFaults(page)).map((one) => `${section}: ${one}`));
    const tooWide = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    if (tooWide > 0) faults.push(`${section}: too wide`);
    const { ADMIN_PICTURES: folder } = process.env;
    if (folder)
      await page.screenshot({
        path: `${folder}/ar-${sections.indexOf(section)}.png`,
        fullPage: true,
      });
  }
  await page.getByRole("navigation").getByRole("link", { name: "الأشخاص" }).click();
  await page
    .getByRole("button", { name: /الحسابات/ })
    .first()
    .click();
  await page.getByText("لا يطلب أي مزوّد حسابًا.").waitFor();

  expect(await page.evaluate(() => document.documentElement.dir)).toBe("rtl");
  expect(faults).toEqual([]);
});

it("[E2E58] the first conference system is added on the page, and is offered in open pages at once", async () => {
  const { page } = await administrator();
  const anna = await town.arrive("anna");
  await page.getByRole("button", { name: "Settings: link" }).click();
  const form = page.getByRole("form", { name: "Settings: link" });
  await form.getByRole("button", { name: "Add: Systems" }).click();
  await form.getByRole("textbox", { name: "Id" }).fill("meet");
  await form.getByRole("textbox", { name: "Name on buttons" }).fill("Meeting");
  await form.getByRole("textbox", { name: "Address" }).fill("https://meet.example.org/{call}");
  await form.getByRole("button", { name: "Save" }).click();
  const offered = page.getByRole("list", { name: "Ways to call of link" });
  await offered.getByRole("switch", { name: "Offered: Meeting" }).waitFor();
  const isOffered = () =>
    anna.page.evaluate(async () => {
      const client = await globalThis.ringline?.ready;
      return client?.providers.some(({ id }) => id === "meet");
    });
  await expect.poll(isOffered, { timeout: 2_000 }).toBe(true);
  const { ADMIN_PICTURES: folder } = process.env;
  if (folder) await page.screenshot({ path: `${folder}/link-360.png`, fullPage: true });

  await page.getByRole("button", { name: "Use the configuration again" }).click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: "Use the configuration again" })
    .click();
  await page.getByText("With these settings it offers no way to call.").waitFor();
  await expect.poll(isOffered, { timeout: 2_000 }).toBe(false);
  expect(await page.getByRole("button", { name: "Settings: link" }).isVisible()).toBe(true);
});
