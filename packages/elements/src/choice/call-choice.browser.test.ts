import type { ConnectorState, ProviderInfo } from "@ringline/protocol";
import axe from "axe-core";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { placed } from "../testing/calls.ts";
import { ElementsSite } from "../testing/elements-site.ts";

const BODY = `<ringline-call-button user="bob" name="Bob Meyer"></ringline-call-button>
  <ringline-call-button user="eve" name="Eve"></ringline-call-button>`;

const way = (id: string, title: string, more: Partial<ProviderInfo> = {}): ProviderInfo => ({
  id,
  connector: id,
  title,
  description: "",
  targets: ["user"],
  media: ["audio", "video"],
  features: [],
  grant: "session",
  log: false,
  ...more,
});
const BROWSER = way("webrtc", "In the browser");
const JITSI = way("jitsi", "Jitsi");
const DESK = way("desk", "Desk phone", {
  account: { type: "desk", title: "Desk number" },
  lacksAccount: true,
});
const ROOMS = way("rooms", "Rooms alone", { targets: ["room"] });
const RUNS: ConnectorState = {
  id: "webrtc",
  version: "1.0.0",
  isRunning: true,
  providers: [],
  health: { ok: true },
};
const DID_NOT_START: ConnectorState = {
  ...RUNS,
  id: "jitsi",
  isRunning: false,
  health: { ok: false, detail: "it did not start" },
  failure: {
    at: "2026-01-01T00:00:00.000Z",
    step: "start",
    code: "connector-failed",
    reason: "no answer",
    reference: "abcd1234",
  },
};
const ALL = [BROWSER, JITSI, DESK, ROOMS];

let site: ElementsSite;

beforeAll(async () => {
  site = await ElementsSite.start();
});
afterEach(() => site.reset());
afterAll(() => site.stop());

const providers = () => site.server.requested("calls.place").map(({ input }) => input.provider);

describe("the choice beside a call button", () => {
  it("[CHOICE1] is there for several ways, gone with one, and follows the administrator's switch", async () => {
    site.server.setProviders([BROWSER, ROOMS]);
    const page = await site.open({ body: BODY });
    await page.getByRole("button", { name: "Call Bob Meyer", exact: true }).waitFor();
    const choose = page.getByRole("button", { name: "Choose how to call Bob Meyer", exact: true });
    expect(await choose.count()).toBe(0);

    site.server.setProviders(ALL);
    await choose.waitFor();
    site.server.setProviders([JITSI]);
    await choose.waitFor({ state: "detached" });
  });

  it("[CHOICE1] keeps the focus where the switch takes what had it: on the menu, else on the button", async () => {
    site.server.setProviders([BROWSER, JITSI, DESK]);
    const page = await site.open({ body: BODY });
    await page.getByRole("button", { name: "Choose how to call Bob Meyer" }).press("ArrowDown");
    await page.getByRole("menuitemradio", { name: "In the browser" }).waitFor();

    site.server.setProviders([JITSI, DESK]);
    await page
      .getByRole("menuitemradio", { name: "In the browser" })
      .waitFor({ state: "detached" });
    const jitsi = page.getByRole("menuitemradio", { name: "Jitsi" });
    await expect.poll(() => jitsi.evaluate((item) => item.matches(":focus"))).toBe(true);
    await page.keyboard.press("End");
    site.server.setProviders([JITSI, BROWSER]);
    await page.getByRole("menuitemradio", { name: "Desk phone" }).waitFor({ state: "detached" });
    await expect.poll(() => jitsi.evaluate((item) => item.matches(":focus"))).toBe(true);
    site.server.setProviders([JITSI]);

    const plain = page.getByRole("button", { name: "Call Bob Meyer", exact: true });
    await expect.poll(() => plain.evaluate((button) => button.matches(":focus"))).toBe(true);
  });

  it("[CHOICE3] calls by what is chosen, and makes it the plain press for everybody, on every page", async () => {
    site.server.setProviders(ALL);
    site.server.answer = () => ({ call: placed() });
    const page = await site.open({ body: BODY });
    await page.getByRole("button", { name: "Choose how to call Bob Meyer" }).click();

    await Promise.all([
      page.waitForEvent("popup"),
      page.getByRole("menuitemradio", { name: "Jitsi" }).click(),
    ]);
    await expect.poll(providers).toEqual(["jitsi"]);
    await page.getByRole("button", { name: "Choose how to call Eve" }).click();
    await page.getByRole("menuitemradio", { name: "Jitsi", checked: true }).waitFor();
    await page.keyboard.press("Escape");

    await Promise.all([
      page.waitForEvent("popup"),
      page.getByRole("button", { name: "Call Eve", exact: true }).click(),
    ]);
    await expect.poll(providers).toEqual(["jitsi", "jitsi"]);
  });

  it("[CHOICE4] is a menu by keyboard: arrows, letters, Escape, and the focus comes back", async () => {
    site.server.setProviders(ALL);
    const page = await site.open({ body: BODY });
    const choose = page.getByRole("button", { name: "Choose how to call Bob Meyer" });
    await choose.focus();

    await page.keyboard.press("ArrowDown");
    await page.getByRole("menu", { name: "Choose how to call Bob Meyer" }).waitFor();
    const focused = () =>
      page.evaluate(() => {
        let at = document.activeElement;
        while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
        return at?.textContent?.trim();
      });
    expect(await focused()).toBe("In the browser");
    await page.keyboard.press("ArrowDown");
    expect(await focused()).toBe("Jitsi");
    await page.keyboard.press("d");
    expect(await focused()).toContain("Desk phone");
    await page.keyboard.press("ArrowDown");
    expect(await focused()).toBe("In the browser");
    await page.keyboard.press("Escape");

    expect(await page.getByRole("menu").count()).toBe(0);
    expect(await choose.getAttribute("aria-expanded")).toBe("false");
    expect(await choose.evaluate((button) => button.matches(":focus"))).toBe(true);
  });

  it("[CHOICE5] says which account a way needs, and does not take it", async () => {
    site.server.setProviders(ALL);
    const page = await site.open({ body: BODY });
    await page.getByRole("button", { name: "Choose how to call Bob Meyer" }).click();

    const desk = page.getByRole("menuitemradio", { name: "Desk phone Needs Desk number" });
    expect(await desk.getAttribute("aria-disabled")).toBe("true");
    await desk.click({ force: true });

    expect(providers()).toEqual([]);
    await page.addScriptTag({ content: axe.source });
    const { violations } = await page.evaluate(() =>
      (globalThis as unknown as { axe: typeof axe }).axe.run(),
    );
    expect(violations.map(({ id }) => id).filter((id) => !PAGE_RULES.has(id))).toEqual([]);
  });
});

describe("a button that would be refused", () => {
  const plain = (page: Page) => page.getByRole("button", { name: "Call Bob Meyer", exact: true });
  const press = async (page: Page) => {
    await plain(page).click({ force: true });
    await page.waitForTimeout(200);
    return { pages: page.context().pages().length, placed: providers().length };
  };

  it("[CHOICE8] with no way that calls the target says so, cannot be pressed, and keeps the focus until there is one", async () => {
    site.server.answer = () => ({ call: placed() });
    const page = await site.open({ body: BODY });
    await plain(page).and(page.locator("[aria-disabled=false]")).focus();
    site.server.setProviders([ROOMS]);
    await plain(page).and(page.locator("[aria-disabled=true]")).waitFor({ timeout: 2_000 });
    const hindered = page.getByRole("button", {
      name: "Call Bob Meyer",
      description: /^No way to call is switched on\./,
    });

    expect(await hindered.count()).toBe(1);
    expect(await press(page)).toEqual({ pages: 1, placed: 0 });
    site.server.setProviders([BROWSER]);
    await plain(page).and(page.locator("[aria-disabled=false]")).waitFor({ timeout: 2_000 });

    expect(await plain(page).evaluate((button) => button.matches(":focus"))).toBe(true);
    expect(await plain(page).getAttribute("title")).toBe("");
    expect(await press(page)).toEqual({ pages: 2, placed: 1 });
  });

  const starts = async (roles: string[]) => {
    site.server.roles = roles;
    site.server.setProviders([]);
    site.server.answer = ({ operation }) =>
      operation === "connectors.list" ? { connectors: [RUNS, DID_NOT_START] } : {};
    const page = await site.open({ body: BODY });
    await plain(page).and(page.locator("[aria-disabled=true]")).waitFor();
    return page;
  };

  it("[CHOICE7] for want of a connector that starts tells administrators which one and why, asked once", async () => {
    const page = await starts(["admin"]);
    const reason = () => plain(page).getAttribute("title");

    await expect
      .poll(reason)
      .toBe("No way to call is switched on.\njitsi: connector-failed: start: no answer");
    await page
      .getByRole("button", { name: "Call Eve", exact: true })
      .and(page.getByTitle(/jitsi/))
      .waitFor();
    expect(site.server.requested("connectors.list")).toHaveLength(1);
    site.server.setProviders([JITSI]);
    await expect.poll(reason).toBe("");
  });

  it("[CHOICE7] for want of a connector that starts tells others nothing of it", async () => {
    const page = await starts([]);
    await page.waitForTimeout(300);

    expect(await plain(page).getAttribute("title")).toBe("No way to call is switched on.");
    expect(site.server.requested("connectors.list")).toEqual([]);
  });

  it("[CHOICE8] by a provider that the mark names and that is off says so", async () => {
    const page = await site.open({
      body: `<ringline-call-button user="bob" name="Bob Meyer" provider="jitsi"></ringline-call-button>`,
    });
    await page
      .getByRole("button", {
        name: "Call Bob Meyer",
        description: /^This way to call is switched off/,
      })
      .waitFor();

    expect(await press(page)).toEqual({ pages: 1, placed: 0 });
    site.server.setProviders([BROWSER, JITSI]);
    await plain(page).and(page.locator("[aria-disabled=false]")).waitFor();
  });

  it("[CHOICE8] for want of an account names it, and its menu leads to the editor on the page", async () => {
    site.server.setProviders([DESK]);
    site.server.answer = ({ operation }) =>
      operation === "accounts.list"
        ? { types: [{ type: "desk", title: "Desk number" }], accounts: [] }
        : {};
    const page = await site.open({
      body: `${BODY}<ringline-profile-accounts></ringline-profile-accounts>`,
    });
    await page
      .getByRole("button", { name: "Call Bob Meyer", description: /^Needs Desk number/ })
      .waitFor();
    await page.getByRole("button", { name: "Choose how to call Bob Meyer" }).press("ArrowDown");
    await page
      .getByRole("menuitem", { name: "Desk phone Needs Desk number Add it" })
      .press("Enter");

    const field = page.getByRole("textbox", { name: "Desk number" });
    expect(await field.evaluate((input) => input.matches(":focus"))).toBe(true);
    expect(await page.getByRole("menu").count()).toBe(0);
  });
});

/** Of the test's bare page, not of the menu. */
const PAGE_RULES = new Set(["page-has-heading-one", "region", "landmark-one-main"]);
