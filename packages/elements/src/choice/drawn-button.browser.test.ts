import type { ProviderInfo } from "@ringline/protocol";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { placed } from "../testing/calls.ts";
import { ElementsSite } from "../testing/elements-site.ts";

const BODY = `<ringline-call-button user="bob" name="Bob Meyer"></ringline-call-button>`;

const way = (id: string, more: Partial<ProviderInfo> = {}): ProviderInfo => ({
  id,
  connector: id,
  title: `By ${id}`,
  description: "",
  targets: ["user"],
  media: ["audio", "video"],
  features: [],
  grant: "session",
  log: false,
  draws: ["button"],
  ...more,
});
const GOOD = `export const connector = {
  id: "good",
  styles: "button { min-block-size: 44px }",
  button: ({ name, target, place, signal, isGroup, me }) => {
    const button = document.createElement("button");
    button.textContent = ["Ring", name || target.id, isGroup, me.name].join(" ");
    button.onclick = () => place({ media: "audio" });
    signal.addEventListener("abort", () => (globalThis.gone ??= []).push(target.id));
    return button;
  },
}`;
/** Every way not to bring a button. */
const BAD = {
  throws: `export const connector = { id: "throws", button: () => { throw new Error("a bug") } }`,
  rejects: `export const connector = { id: "rejects", init: async () => { throw new Error("away") } }`,
  hangs: `export const connector = { id: "hangs", button: () => new Promise(() => {}) }`,
  stuck: `export const connector = { id: "stuck", init: () => new Promise(() => {}), button: () => undefined }`,
  nonsense: `export const connector = { id: "nonsense", button: () => ({ nodeType: 1 }) }`,
  broken: "this is no program",
  proto: `export const connector = { id: "proto", messages: JSON.parse('{"__proto__":{"en":{}},"en":{}}'), button: () => "<b>" }`,
};

let site: ElementsSite;

beforeAll(async () => {
  site = await ElementsSite.start();
});
afterEach(() => site.reset());
afterAll(() => site.stop());

const own = (page: Page) => page.getByRole("button", { name: "Ring Bob Meyer false Anna Schmidt" });
const ours = (page: Page) => page.getByRole("button", { name: "Call Bob Meyer", exact: true });

describe("buttons that connectors draw", () => {
  it("[CHOICE6] one that the site lets in stands in the place of ours, and calls by its provider", async () => {
    site.server.setProviders([way("good")]);
    site.server.answer = () => ({ call: placed() });
    const page = await site.open({ body: BODY, connectors: { good: GOOD } });
    await own(page).waitFor();
    expect(await ours(page).count()).toBe(0);

    await Promise.all([page.waitForEvent("popup"), own(page).click()]);

    const { input } = (await site.server.requested("calls.place"))[0] ?? {};
    expect(input).toMatchObject({ provider: "good", media: "audio", target: { id: "bob" } });
  });

  it("[CHOICE6] a switch turns it into ours and back within 2 s, and the focus stays on the button", async () => {
    const both = [way("good"), way("plain", { draws: [] })];
    site.server.setProviders(both);
    const page = await site.open({ body: BODY, connectors: { good: GOOD } });
    await own(page).focus();

    site.server.setProviders([way("plain", { draws: [] })]);
    await ours(page).waitFor({ timeout: 2_000 });
    expect(await ours(page).evaluate((button) => button.matches(":focus"))).toBe(true);
    expect(await page.evaluate("gone")).toEqual(["bob"]);
    site.server.setProviders(both);

    await own(page).waitFor({ timeout: 2_000 });
    expect(await own(page).evaluate((button) => button.matches(":focus"))).toBe(true);
  });

  it("[CHOICE7] beside connectors that fail in every way, each other button is there at once, and those who fail have ours", async () => {
    const names = Object.keys(BAD);
    site.server.roles = ["admin"];
    site.server.setProviders(["good", ...names].map((id) => way(id)));
    const marks = names.map(
      (id, n) => `<ringline-call-button user="p${n}" name="${id}"></ringline-call-button>`,
    );
    const page = await site.open({
      body: BODY + marks.join(""),
      connectors: { good: GOOD, ...BAD },
      before: `localStorage.setItem("ringline-choice:anna", JSON.stringify({
        targets: ${JSON.stringify(names.map((id, n) => [`user p${n}`, id]))} }))`,
    });
    const lines: string[] = [];
    page.on("console", (message) => lines.push(message.text()));

    await own(page).waitFor({ timeout: 1_000 });
    const faulty = page.getByTitle(/connector-failed/);
    await expect.poll(() => faulty.count(), { timeout: 5_000 }).toBeGreaterThan(0);
    const reason = (id: string) =>
      page.getByRole("button", { name: `Call ${id}`, exact: true }).getAttribute("title");

    for (const [id, words] of [
      ["throws", "a bug"],
      ["rejects", "away"],
      ["hangs", "no answer within"],
      ["stuck", "no button within"],
      ["nonsense", "no element"],
      ["broken", "SyntaxError"],
      ["proto", "no element"],
    ] as const) {
      await expect
        .poll(() => reason(id), { timeout: 5_000 })
        .toMatch(new RegExp(`By ${id}: connector-failed: .*${words}`));
    }
  });

  it("[CHOICE7] only administrators read why; the log has the code for everybody, once for each connector", async () => {
    site.server.setProviders([way("throws")]);
    const lines: string[] = [];
    const page = await site.open({
      body: BODY.repeat(5),
      connectors: { throws: BAD.throws },
      before: "console.error = (...words) => (globalThis.lines ??= []).push(words.join(' '))",
    });
    await page.waitForFunction("globalThis.lines?.length > 0");
    await page.waitForTimeout(300);
    lines.push(...((await page.evaluate("lines")) as string[]));

    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/throws\.button.*button failed: Error: a bug.*connector-failed/);
    expect(await page.getByTitle(/connector-failed/).count()).toBe(0);
    expect(await ours(page).count()).toBe(5);
  });

  it("[HALF8] a connector asks and tells in the dialogs of the page, and shows an error with its reference", async () => {
    site.server.setProviders([way("asks")]);
    const asks = `export const connector = { id: "asks", messages: { en: {} }, button: ({ dialogs, showError }) => {
      const button = document.createElement("button");
      button.textContent = "Ask";
      button.onclick = async () => {
        button.textContent = await dialogs.confirm("Really?", "<b>It costs.</b>");
        showError("That failed", new Error("no line"));
      };
      return button;
    } }`;
    const page = await site.open({ body: BODY, connectors: { asks } });

    await page.getByRole("button", { name: "Ask" }).click();
    const question = page.getByRole("alertdialog", { name: "Really?" });
    await question.getByText("<b>It costs.</b>").waitFor();
    await question.getByRole("button", { name: "OK" }).click();
    const failure = page.getByRole("alertdialog", { name: "That failed" });
    await failure.getByText(/^Reference [\w-]{8}$/).waitFor();
    await page.keyboard.press("Escape");

    const answered = page.getByRole("button", { name: "ok", exact: true });
    await expect.poll(() => answered.evaluate((button) => button.matches(":focus"))).toBe(true);
  });

  it("[CHOICE6] code of a connector that the site does not name is not loaded", async () => {
    site.server.setProviders([way("good")]);
    const asked: string[] = [];
    const page = await site.open({ body: BODY });
    page.on("request", (request) => asked.push(request.url()));
    await ours(page).waitFor();
    await page.waitForTimeout(300);

    expect(asked.filter((url) => url.includes("/connectors/"))).toEqual([]);
    expect(await own(page).count()).toBe(0);
  });
});
