import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { ElementsSite } from "../testing/elements-site.ts";

let site: ElementsSite;

beforeAll(async () => {
  site = await ElementsSite.start();
});
afterEach(() => site.reset());
afterAll(() => site.stop());

/** Modules of connectors, as a page would load them. */
const MODULES = `globalThis.modules = {
  good: { connector: {
    id: "good",
    messages: { en: { call: "Call {name} by Good" } },
    styles: "button { color: rgb(1, 2, 3) }",
    button: ({ name, text, place }) => {
      const button = document.createElement("button");
      button.textContent = text("call", { name });
      button.onclick = () => place({ media: "video" });
      return button;
    },
  } },
  hangs: { connector: { id: "hangs", button: () => new Promise(() => {}) } },
  throws: { connector: { id: "throws", button: () => { throw new Error("a bug"); } } },
  rejects: { connector: { id: "rejects", button: () => Promise.reject(new Error("away")) } },
  nonsense: { connector: { id: "nonsense", button: () => ({ nodeType: 1 }) } },
  stuck: { connector: { id: "stuck", init: () => new Promise(() => {}), button: () => document.createElement("b") } },
  silent: { connector: { id: "silent", button: () => undefined } },
};`;

/** Asks several connectors for a button at once; answers which came, and what was told of the others. */
function draw(page: Page, ids: readonly string[], allowed: readonly string[] = ids) {
  return page.evaluate(
    async ({ ids: wanted, allowed: names }) => {
      // biome-ignore lint/suspicious/noExplicitAny: what the test's page puts there.
      const { page: parts, modules } = globalThis as any;
      const faults: { connector: string; step: string; reason: string }[] = [];
      const placed: string[] = [];
      const loaded: string[] = [];
      const quiet = () => undefined;
      const log = {
        trace: quiet,
        debug: quiet,
        info: quiet,
        warn: quiet,
        error: () => "r",
        prefix: (): object => log,
      };
      const hosts = new parts.HostConnectors({
        server: "https://calls.example",
        language: "en",
        allowed: names,
        storage: localStorage,
        log: () => log,
        showError: quiet,
        dialogs: parts.dialogs(),
        onFault: (fault: (typeof faults)[number]) => faults.push(fault),
        mostMs: { init: 100, button: 100 },
        load: async (url: string) => {
          loaded.push(url);
          return modules[url.split("/")[4] ?? ""];
        },
      });
      const at = {
        me: { type: "user", id: "anna", name: "Anna" },
        target: { type: "user", id: "bob" },
        name: "<b>Bob</b>",
        isGroup: false,
        place: ({ media }: { media: string }) => placed.push(media),
        signal: new AbortController().signal,
      };
      const buttons = await Promise.all(
        wanted.map((id) => hosts.button({ id, connector: id, draws: ["button"] }, at)),
      );
      for (const button of buttons) if (button) document.body.append(button);
      for (const button of buttons) button?.shadowRoot?.querySelector("button")?.click();
      return {
        drawn: wanted.filter((_, index) => buttons[index] !== undefined),
        faults,
        placed,
        loaded,
      };
    },
    { ids, allowed },
  );
}

it("[HALF6] a connector that the site lets in draws its own button, with its styles and words; names stay text", async () => {
  const page = await site.open({ before: MODULES });

  const { drawn, placed, loaded } = await draw(page, ["good"]);

  const button = page.getByRole("button", { name: "Call <b>Bob</b> by Good" });
  expect(await button.evaluate((element) => getComputedStyle(element).color)).toBe("rgb(1, 2, 3)");
  expect({ drawn, placed }).toEqual({ drawn: ["good"], placed: ["video"] });
  expect(loaded).toEqual(["https://calls.example/connectors/good/browser.js"]);
});

it("[HALF6] no code of a connector is loaded that the site does not name", async () => {
  const page = await site.open({ before: MODULES });

  const { drawn, loaded } = await draw(page, ["good"], ["other"]);

  expect({ drawn, loaded }).toEqual({ drawn: [], loaded: [] });
});

it("[HALF7] a button that never comes, throws, rejects or is none leaves the others alone, each with its reason", async () => {
  const page = await site.open({ before: MODULES });
  const bad = ["hangs", "throws", "rejects", "nonsense", "stuck"];

  const { drawn, faults } = await draw(page, [...bad, "silent", "good"]);

  expect(drawn).toEqual(["good"]);
  const reasons = Object.fromEntries(faults.map(({ connector, reason }) => [connector, reason]));
  expect(reasons).toEqual({
    hangs: expect.stringContaining("no answer within"),
    throws: "Error: a bug",
    rejects: "Error: away",
    nonsense: expect.stringContaining("no element"),
    stuck: expect.stringContaining("no answer within"),
  });
});

const LOOPS = {
  button: "button: () => { for (;;); }",
  listener: `button: () => {
    const button = document.createElement("button");
    button.onclick = () => { for (;;); };
    return button;
  }`,
};

it.each(Object.entries(LOOPS))(
  "[HALF4] a page that hangs for ever in a connector's %s is told of by the next one, at once and without hanging",
  async (step, loop) => {
    const before = `globalThis.modules = { loops: { connector: { id: "loops", ${loop} } } }`;
    const hanging = await site.open({ before });
    const context = hanging.context();
    const browser = await context.newCDPSession(hanging);
    const never = draw(hanging, ["loops"]).catch(() => "gone");
    const isHung = await Promise.race([never, new Promise((go) => setTimeout(go, 3_000, "hung"))]);
    // As a person ends a tab that does not answer.
    const gone = hanging.waitForEvent("crash");
    browser.send("Page.crash").catch(() => undefined);
    await gone;
    const next = await context.newPage();
    await next.addInitScript(before);
    // Of a page without connectors of its own: its layer would take what is told here.
    await next.goto(hanging.url().replace(/&connectors=.*/, ""));
    await next.evaluate("page.client.ready");
    const { drawn, faults } = await draw(next, ["loops"]);
    const again = await draw(next, ["loops"], []);

    expect(isHung).toBe("hung");
    expect(faults).toEqual([{ connector: "loops", step, reason: "an earlier page hung in it" }]);
    expect({ drawn, again: again.faults }).toEqual({ drawn: [], again: [] });
  },
);
