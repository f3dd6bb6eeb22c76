import { readFile } from "node:fs/promises";
import axe from "axe-core";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { ExoSite } from "./exo-site.ts";

let site: ExoSite;
/** Two cores for all: what takes milliseconds may take seconds. */
const eventually = (look: () => unknown) => expect.poll(look, { timeout: 10_000 });
let connectors: string;

beforeAll(async () => {
  connectors = await readFile(new URL("pages/connectors.js", import.meta.url), "utf8");
  site = await ExoSite.start();
});
afterEach(() => site.reset());
afterAll(() => site.stop());

const PLACE = `<div id="place" data-call-user="john"></div>`;

function withConnectors(script: string): string {
  return `${connectors}\n${script}`;
}

const pressed = (page: Page) => page.getAttribute("body", "data-pressed");

test("[EXO50] one provider is one button, with the classes that connectors style, and its click is the connector's", async () => {
  const script = withConnectors(`webConferencing.addProvider(plain("myconnector"));`);
  const page = await site.open({ person: "mary", body: PLACE, script });
  const button = page.getByRole("button", { name: "myconnector" });
  await button.click();
  expect(await pressed(page)).toBe("myconnector john");
  expect(await page.getAttribute(".myconnectorCall", "class")).toBe(
    "myconnectorCall callButton btn markedCall",
  );
  expect(await page.locator(".callButtonContainer").count()).toBe(1);
  expect(await page.locator(".dropdown-toggle").count()).toBe(0);
});

test("[EXO50] classes with native promises and elements are providers as plain objects with jQuery's are", async () => {
  const script = withConnectors(`
    window.modern = new Modern("other");
    webConferencing.addProvider(modern);
    webConferencing.addProvider(Object.freeze({ ...plain("third"), callButton: () => $("<button>third</button>") }));`);
  const page = await site.open({ person: "mary", body: PLACE, script });
  await page.getByRole("button", { name: "other John Smith" }).click();
  expect(await pressed(page)).toBe("other john");
  const found =
    await page.evaluate(`[modern.isInitialized, modern.told.currentUser.id, modern.told.isGroup,
    typeof modern.told.details, webConferencing.findProvider("other") === modern, webConferencing.findProvider("none")]`);
  expect(found).toEqual([true, "mary", false, "function", true, null]);
  expect(await page.locator(".dropdown-menu").getByText("third").count()).toBe(1);
});

test("[EXO51] a space, a room, a profile, a popover, the chat and the mini chat have buttons, also those that come later; nobody calls themselves", async () => {
  const script = withConnectors(`webConferencing.addProvider(plain("myconnector"));`);
  const body = `<div data-call-space="product_team"></div><div data-call-room="team-123" data-call-name="Lunch Club"></div>
    <div data-call-user="mary"></div>
    <div class="uiProfileMenu"><div class="profileMenuNavHeader"><h3 data-userid="john"></h3></div><ul class="profileMenuApps"></ul></div>
    <div id="UISpaceMenuPortlet"><ul class="spaceMenuApps"><li><a href="/portal/g/:spaces:product_team/product_team">Home</a></li></ul></div>
    <div class="callButtonContainerWrapper"></div>
    <div class="mini-chat"><div class="title-right"></div></div>
    <div id="tiptip_content"></div>`;
  const page = await site.open({ person: "mary", body, script });
  const title = (scope: string) => page.getAttribute(`${scope} .myconnectorCall`, "title");
  expect(await title("[data-call-space]")).toBe("myconnector Product Team");
  expect(await title("[data-call-room]")).toBe("myconnector Lunch Club");
  expect(await title("li.userMenuCallButtons")).toBe("myconnector John Smith");
  expect(await title("li.spaceMenuCallButtons")).toBe("myconnector Product Team");
  expect(await page.locator("[data-call-user=mary] .callButtonContainer").count()).toBe(0);
  await page.evaluate(`document.dispatchEvent(new CustomEvent("exo-chat-selected-contact-changed",
    { detail: { type: "t", room: "team-123", fullName: "Lunch Club" } }))`);
  expect(await title(".callButtonContainerWrapper")).toBe("myconnector Lunch Club");
  expect(await title(".mini-chat .title-right")).toBe("myconnector Lunch Club");
  await page.evaluate(`tiptip_content.innerHTML =
    '<div id="tipName"><a href="/portal/intranet/profile/peter">Peter</a></div><div class="uiAction"></div>'`);
  expect(await title("#tiptip_content .uiAction")).toBe("myconnector Peter");
  expect(await page.getAttribute("#tiptip_content .myconnectorCall", "class")).toContain(
    "popoverCall",
  );
  await page.evaluate(
    `document.querySelector("#tipName a").href = "/portal/intranet/profile/john"`,
  );
  await eventually(() => title("#tiptip_content .uiAction")).toBe("myconnector John Smith");
  const className = (scope: string) => page.getAttribute(`${scope} .callButton`, "class");
  expect(await className("li.userMenuCallButtons")).toContain("userCall");
  expect(await className("li.spaceMenuCallButtons")).toContain("spaceCall");
  expect(await className(".callButtonContainerWrapper")).toContain("chatCall");
  expect(await className(".mini-chat")).toContain("miniChatCall");
  const contexts = await page.evaluate("asked.map(([, id]) => id)");
  expect(contexts).toEqual(expect.arrayContaining(["product_team", "team-123", "john", "peter"]));
});

test("[EXO52] a provider that rejects, or makes nothing, has no button; a text is no fault, an error beside it is one (§2.3 line 6)", async () => {
  const script = withConnectors(`
    window.lines = [];
    for (const level of ["debug", "info", "warn", "error"]) {
      const known = console[level]; console[level] = (...all) => { lines.push(level + " " + all[0]); known(...all); };
    }
    webConferencing.addProvider(plain("myconnector", { callButton: () => $.Deferred().reject("not for you").promise() }));
    webConferencing.addProvider(plain("other", { callButton: () => $.Deferred().reject("no details", new Error("gone")).promise() }));
    webConferencing.addProvider(plain("third", { callButton: () => undefined }));
    webConferencing.addProvider(plain("dialler"));`);
  const page = await site.open({ person: "mary", body: PLACE, script });
  await page.getByRole("button", { name: "dialler" }).waitFor();
  expect(await page.locator(".callButton").count()).toBe(1);
  const lines = ((await page.evaluate("lines")) as string[]).filter((line) =>
    line.includes("No button"),
  );
  // Whoever had none is asked again once the page is connected.
  const saidOf = (type: string) =>
    new Set(
      lines
        .filter((line) => line.includes(`No button of ${type}`))
        .map((line) => line.replace(/[|] \w+ +[|] .*?\] | -- 20.*/g, "")),
    );
  expect(saidOf("myconnector")).toEqual(new Set(["debug No button of myconnector: not for you"]));
  expect(saidOf("other")).toEqual(
    new Set(["error No button of other: no details. Error: [Error] gone"]),
  );
  expect(saidOf("third")).toEqual(
    new Set(["error No button of third: what it made is no element"]),
  );
});

test("[EXO52] a provider that hangs or throws is left out in time, with its reason, and the others are there", async () => {
  const script = withConnectors(`
    window.lines = [];
    for (const level of ["debug", "info", "warn", "error"]) {
      const known = console[level]; console[level] = (...all) => { lines.push(all[0]); known(...all); };
    }
    webConferencing.addProvider(plain("myconnector", { callButton: () => new Promise(() => {}) }));
    webConferencing.addProvider(plain("other", { callButton: () => { throw new Error("broken button"); } }));
    webConferencing.addProvider(new Modern("third"));`);
  const page = await site.open({ person: "mary", body: PLACE, script });
  const begin = Date.now();
  await page.getByRole("button", { name: "third John Smith" }).click({ timeout: 6_000 });
  expect(Date.now() - begin).toBeLessThan(5_000);
  expect(await page.locator(".dropdown-toggle").count()).toBe(0);
  const lines = (await page.evaluate("lines")) as string[];
  expect(lines.join("\n")).toMatch(/No button of myconnector: no button within 3000 ms/);
  expect(lines.join("\n")).toMatch(/No button of other: broken button/);
});

test("[EXO52] where the way to the server was too slow for a button, it comes once the page is connected", async () => {
  const script = withConnectors(`
    const known = fetch; let isSlow = true;
    window.fetch = (...all) => new Promise((resolve) => setTimeout(() => resolve(known(...all)), isSlow ? 4_500 : 0)).finally(() => { isSlow = false; });
    webConferencing.addProvider(plain("other"));`);
  const context = {
    providersConfig: [
      { type: "other", title: "Other", description: "", active: true, logEnabled: false },
    ],
  };
  const page = await site.open({ person: "mary", body: PLACE, script, context });
  await page.getByRole("button", { name: "other" }).click();
  expect(await pressed(page)).toBe("other john");
  expect(await page.evaluate("asked")).toEqual([
    ["other", "john"],
    ["other", "john"],
  ]);
  expect(await page.locator(".callButton").count()).toBe(1);
});

test("[EXO53] an init that throws, rejects or hangs keeps its provider out and disturbs no other; getProvider says so", async () => {
  const script = withConnectors(`
    window.answers = {};
    for (const type of ["myconnector", "other", "third", "unknown"])
      webConferencing.getProvider(type).done((provider, isInitialized) => { answers[type] = [provider.getTitle(), isInitialized]; })
        .fail((reason) => { answers[type] = reason; });
    webConferencing.addProvider(plain("myconnector", { init() { throw new Error("broken init"); } }));
    webConferencing.addProvider(plain("other", { init: () => $.Deferred().reject("not now").promise() }));
    webConferencing.addProvider(plain("third", { init: () => Promise.resolve() }));
    webConferencing.addProvider(plain("unknown"));`);
  const page = await site.open({ person: "mary", body: PLACE, script });
  await page.getByRole("button", { name: "third" }).waitFor();
  expect(await page.evaluate("answers")).toEqual({
    myconnector: ["Title of myconnector", false],
    other: ["Title of other", false],
    third: ["Title of third", true],
    unknown: "unknown not configured",
  });
  expect(
    await page.evaluate(`Promise.all(["third", "other"].map((type) =>
    webConferencing.getProvider(type).then((provider, isInitialized) => isInitialized)))`),
  ).toEqual([true, false]);
  expect(await page.locator(".callButton").count()).toBe(1);
});

test("[EXO53] what is no provider, and a type that is there already, is refused with a warning and no exception", async () => {
  const script = withConnectors(`
    window.lines = [];
    const known = console.warn; console.warn = (...all) => { lines.push(all[0]); };
    webConferencing.addProvider(null);
    webConferencing.addProvider({ getType: () => "x" });
    webConferencing.addProvider(plain(undefined));
    webConferencing.addProvider(plain("other"));
    webConferencing.addProvider(plain("other"));
    webConferencing.addProvider({ ...plain("third"), getTitle() { throw new Error("no title"); } });`);
  const page = await site.open({ person: "mary", body: PLACE, script });
  await page.getByRole("button", { name: "other" }).waitFor();
  const lines = ((await page.evaluate("lines")) as string[]).join("\n");
  expect(lines).toContain("Provider refused. Error: Not a provider object");
  expect(lines).toContain("no getSupportedTypes, getTitle, callButton");
  expect(lines).toContain("it has no type");
  expect(lines).toContain("there is one of type other already");
  expect(lines).toContain("no title");
  expect(await page.locator(".callButton").count()).toBe(1);
});

test("[EXO54] the others stand behind a menu that works by keyboard, and the one that is chosen stands first at once, here and elsewhere", async () => {
  const script = withConnectors(`
    webConferencing.addProvider(plain("myconnector"));
    webConferencing.addProvider(new Modern("other"));
    webConferencing.addProvider(plain("third"));`);
  const body = `${PLACE}<div id="second" data-call-user="peter"></div>`;
  const page = await site.open({ person: "mary", body, script });
  const first = page.locator("#place .callButtonContainer > .callButton");
  await eventually(() => first.getAttribute("class")).toContain(
    "myconnectorCall callButton btn markedCall preferred",
  );
  const toggle = page.locator("#place").getByRole("button", { name: "Other ways to call" });
  await toggle.focus();
  await page.keyboard.press("ArrowDown");
  expect(await page.getByRole("button", { name: "other John Smith" }).isVisible()).toBe(true);
  await page.keyboard.press("Escape");
  expect(await page.locator("#place .dropdown-menu").isVisible()).toBe(false);
  await page.keyboard.press("Enter");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Space");
  expect(await pressed(page)).toBe("third john");
  await eventually(() => first.getAttribute("class")).toContain("thirdCall");
  expect(
    await page.locator("#second .callButtonContainer > .callButton").getAttribute("class"),
  ).toContain("thirdCall");
  expect(
    await page.evaluate(`localStorage.getItem("mary@exo.webconferencing.john.provider")`),
  ).toBe("third");
  await toggle.click();
  await page.locator("#place").getByRole("button", { name: "other John Smith" }).click();
  await eventually(() => first.textContent()).toBe("other John Smith");
  const again = await site.open({ person: "mary", body, script });
  await eventually(() =>
    again.locator("#place .callButtonContainer > .callButton").textContent(),
  ).toBe("other John Smith");
});

test("[EXO54] the menu opens where it can be seen, also in the last corner of a narrow page", async () => {
  const script = withConnectors(`
    webConferencing.addProvider(plain("myconnector"));
    webConferencing.addProvider(new Modern("other"));`);
  const body = `<div style="position: fixed; bottom: 0; right: 0" data-call-user="john"></div>`;
  const page = await site.open({ person: "mary", body, script });
  await page.setViewportSize({ width: 320, height: 480 });
  await page.getByRole("button", { name: "Other ways to call" }).click();
  const other = page.getByRole("button", { name: "other John Smith" });
  const box = await other.boundingBox();
  expect(box?.y).toBeGreaterThan(0);
  expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThan(480);
  expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(320);
  await page.mouse.click(10, 10);
  await other.waitFor({ state: "hidden" });
});

test.each(["en", "de", "fr", "ar"])(
  "[EXO54] buttons and menu have no accessibility violation in %s, light and dark",
  async (lang) => {
    const script = withConnectors(`
    webConferencing.addProvider(plain("myconnector"));
    webConferencing.addProvider(new Modern("other"));`);
    const body = `<style>:root { color-scheme: light dark; } body { background: Canvas; color: CanvasText; }</style><main><h1>People</h1>${PLACE}</main>`;
    const page = await site.open({ person: "mary", body, script, lang });
    await page.locator(".dropdown-toggle").click();
    await page.addScriptTag({ content: axe.source });
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      const faults = await page.evaluate(`axe.run().then(({ violations }) =>
      violations.map(({ id, nodes }) => id + " " + nodes.map(({ html }) => html).join(" ")))`);
      expect(faults).toEqual([]);
    }
  },
);

test("[EXO55] a provider that an administrator switches off leaves open pages, and comes back", async () => {
  const script = withConnectors(`webConferencing.addProvider(plain("other"));`);
  const mary = await site.open({ person: "mary", body: PLACE, script });
  await mary.getByRole("button", { name: "other" }).waitFor();
  const root = await site.open({ person: "root" });
  await root.evaluate(`webConferencing.postProviderConfig("other", false)`);
  await mary.getByRole("button", { name: "other" }).waitFor({ state: "detached" });
  expect(
    await mary.evaluate(
      `webConferencing.getProvider("other").then((provider, isInitialized) => isInitialized)`,
    ),
  ).toBe(false);
  await root.evaluate(`webConferencing.postProviderConfig("other", true)`);
  await mary.getByRole("button", { name: "other" }).waitFor();
});

test("[EXO56] a place that the page throws away is forgotten, and one that it clears is filled again", async () => {
  const script = withConnectors(`webConferencing.addProvider(plain("other"));`);
  const page = await site.open({ person: "mary", body: PLACE, script });
  const button = page.getByRole("button", { name: "other" });
  await button.waitFor();
  await page.evaluate("place.replaceChildren()");
  await button.waitFor();
  expect(await page.evaluate("asked.length")).toBe(1);
  await page.evaluate("place.dataset.callUser = 'peter'");
  await eventually(() => page.getAttribute("#place a", "title")).toBe("other Peter");
  await page.evaluate("place.remove()");
  expect(await button.count()).toBe(0);
});

test("[EXO57] a call page outside of the portal has the module, and no buttons by itself", async () => {
  const script = withConnectors(`webConferencing.addProvider(plain("other", { init() {
    window.isPortal = Boolean(window.eXo && eXo.env && eXo.env.portal); return $.Deferred().resolve().promise();
  } }));
  window.prefixed = webConferencing.getLog("other").prefix("call");`);
  const page = await site.open({ person: "mary", isPortal: false, body: PLACE, script });
  expect(
    await page.evaluate(
      `webConferencing.getProvider("other").then((provider, isInitialized) => isInitialized)`,
    ),
  ).toBe(true);
  expect(await page.evaluate("[isPortal, typeof prefixed.error]")).toEqual([false, "function"]);
  expect(await page.locator(".callButtonContainer").count()).toBe(0);
});
