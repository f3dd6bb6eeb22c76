import { CallError, type ProviderInfo } from "@ringline/protocol";
import axe from "axe-core";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { answered, ended, placed, ringing } from "../testing/calls.ts";
import { ElementsSite } from "../testing/elements-site.ts";

const BODY = `<p>Bob <ringline-call-button user="bob" name="Bob Meyer"></ringline-call-button>
  <ringline-presence user="bob"></ringline-presence></p><ringline-status-menu></ringline-status-menu>
  <ringline-profile-accounts></ringline-profile-accounts>`;
const WAY: ProviderInfo = {
  id: "webrtc",
  connector: "webrtc",
  title: "Im Browser",
  description: "",
  targets: ["user"],
  media: ["audio", "video"],
  features: [],
  grant: "session",
  log: false,
};
const ACCOUNT = { account: { type: "desk", title: "Durchwahl" }, lacksAccount: true } as const;
const LOOKS = [
  ["en", "light"],
  ["en", "dark"],
  ["ar", "light"],
  ["de", "dark"],
] as const;

let site: ElementsSite;

beforeAll(async () => {
  site = await ElementsSite.start();
});
afterEach(() => site.reset());
afterAll(() => site.stop());

/** Everything that there is, one after the other, on a page of 320 px. */
async function* everything(lang: string, colorScheme: "light" | "dark"): AsyncGenerator<Page> {
  site.server.setPresence("bob", "in-call");
  site.server.setPresence("anna", "away");
  const page = await site.open({
    body: BODY,
    lang,
    colorScheme,
    reducedMotion: "reduce",
    viewport: { width: 320, height: 900 },
  });
  await page.addScriptTag({ content: axe.source });
  // Several ways, one of which needs an account; then no way at all; then as most sites have it.
  site.server.setProviders([
    WAY,
    { ...WAY, id: "desk", title: "Tischtelefon am Empfang", ...ACCOUNT },
  ]);
  await page.locator("ringline-call-choice button").click();
  await page.locator("[role^=menuitem]").nth(1).waitFor();
  yield page;
  await page.keyboard.press("Escape");
  site.server.setProviders([]);
  await page.locator("ringline-call-button button[aria-disabled=true]").waitFor();
  yield page;
  site.server.setProviders([WAY]);
  await page.locator("ringline-call-button button[aria-disabled=false]").waitFor();
  site.server.put(ringing({ about: { title: "Invoice 7", url: "https://site.example/7" } }));
  site.server.put(
    ringing({
      id: "c2",
      ring: "knock",
      media: "audio",
      caller: { type: "address", address: "tel:+4930123456" },
    }),
  );
  await page.getByRole("alertdialog").nth(1).waitFor();
  yield page;
  for (const id of ["c1", "c2"]) site.server.put(ended(ringing({ id, revision: 3 }), "no-answer"));
  site.server.answer = () => {
    throw new CallError("ring-limit", { reference: "ab12cd34", retryAfterMs: 42_000 });
  };
  await page.locator("ringline-call-button").click();
  await page.locator("ringline-notice").nth(1).waitFor();
  yield page;
  site.server.put(answered(placed(), { id: "d", label: "x" }));
  await page.locator("ringline-call-bar").getByRole("timer").waitFor();
  await page.setViewportSize({ width: 1000, height: 900 });
  await page.locator("ringline-status-menu").click();
  await page.getByRole("menuitemradio").first().waitFor();
  yield page;
}

describe("everybody can use it", () => {
  it.each(LOOKS)(
    "[BUTTON10] in %s, %s: no violation, nothing small, nothing wide",
    async (lang, scheme) => {
      for await (const page of everything(lang, scheme)) {
        expect(await violations(page)).toEqual([]);
        expect(await smallTargets(page)).toEqual([]);
        expect(await page.evaluate("document.documentElement.scrollWidth - innerWidth")).toBe(0);
      }
    },
  );
});

async function violations(page: Page): Promise<string[]> {
  return page.evaluate(`axe.run().then(({ violations }) =>
    violations.map(({ id, nodes }) => id + ": " + nodes.map(({ html, any }) => html.slice(0, 120) + " " + (any[0]?.message ?? "")).join(" | ")))`);
}

async function smallTargets(page: Page): Promise<string[]> {
  const buttons = await page
    .getByRole("button")
    .or(page.getByRole("menuitemradio"))
    .or(page.getByRole("menuitem"))
    .all();
  const sizes = await Promise.all(
    buttons.map(async (button) => {
      const box = await button.boundingBox();
      return { name: await button.innerText(), width: box?.width ?? 0, height: box?.height ?? 0 };
    }),
  );
  return sizes
    .filter(({ width, height }) => width < 44 || height < 44)
    .map((size) => JSON.stringify(size));
}
