import { launchChromium } from "@ringline/testing";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { type BrowserSite, startSite } from "../testing/browser-site.ts";
import { RealServer } from "../testing/call-server.ts";

const BOB = { type: "user", id: "bob" } as const;
/** Both are more than one message holds: by its size, by its number of lines. */
const LONG = { lines: 40, characters: 900 };
const MANY = { lines: 150, characters: 10 };

let browser: Browser;
let site: BrowserSite;
let server: RealServer;

beforeAll(async () => {
  site = await startSite(new URL("../testing/logging-page.ts", import.meta.url));
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
  site.close();
});
beforeEach(async () => {
  server = await RealServer.start({ origins: [site.origin] });
});

const asAnna = async () => ({ token: await server.token("anna") });

/** A call page: Anna has placed a call. */
async function inSeat() {
  const { call, secret } = (await server.page("anna")).placeCall(BOB);
  await call;
  return { secret };
}

async function open(who: Record<string, string>): Promise<Page> {
  const context = await browser.newContext();
  onTestFinished(() => context.close());
  return openTab(context, who);
}

async function openTab(context: ReturnType<Page["context"]>, who: Record<string, string>) {
  const page = await context.newPage();
  await page.goto(`${site.origin}/?${new URLSearchParams({ server: server.url, ...who })}`);
  await page.evaluate("page.link.ready");
  return page;
}

/** Logs so many lines at once. */
async function write(page: Page, { lines, characters }: typeof LONG): Promise<void> {
  await page.evaluate(
    `for (let n = 1; n <= ${lines}; n += 1) page.log.info(n + " of them", { x: "x".repeat(${characters}) })`,
  );
}

/** Which of Anna's lines the server has, once it has the last. */
async function kept({ lines: last }: { lines: number }): Promise<number[]> {
  const query = "person=anna&text=of%20them&limit=100";
  const found = [await server.logWith(query, `${last} of them`)];
  for (let next = found[0]?.next; next !== undefined; next = found.at(-1)?.next)
    found.push(await server.logWith(`${query}&before=${next}`));
  const lines = found.flatMap((page) => page.lines);
  return lines.map(({ message }) => Number.parseInt(message, 10)).sort((a, b) => a - b);
}

const upTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1);

describe("a page of a real browser that goes away", () => {
  it.each([
    ["a site's page, more lines than a message holds", asAnna, MANY],
    ["a site's page, longer lines than a message holds", asAnna, LONG],
    ["a call page, more lines than a message holds", inSeat, MANY],
    ["a call page, longer lines than a message holds", inSeat, LONG],
  ])("[LOG11] hands all its lines over before, once: %s", async (_title, who, written) => {
    const page = await open(await who());

    await write(page, written);
    await page.goto("about:blank");

    expect(await kept(written)).toEqual(upTo(written.lines));
  });

  it("[LOG11] hands them to the page that leads, where that is another", async () => {
    const leader = await open(await asAnna());
    const page = await openTab(leader.context(), await asAnna());
    expect(await page.evaluate("page.link.isLeader")).toBe(false);

    await write(page, MANY);
    await page.close();

    expect(await kept(MANY)).toEqual(upTo(MANY.lines));
  });

  it("[LOG11] [LOG1] hands them over once, though it comes back as it was", async () => {
    const page = await open(await asAnna());
    await write(page, LONG);

    await page.evaluate("dispatchEvent(new Event('pagehide'))");
    await page.evaluate("dispatchEvent(new Event('pageshow'))");
    await page.waitForFunction("page.link.state === 'connected'");
    const last = { lines: LONG.lines + 1 };
    await page.evaluate(`page.log.error("${last.lines} of them")`);

    expect(await kept(last)).toEqual(upTo(last.lines));
  });
});
