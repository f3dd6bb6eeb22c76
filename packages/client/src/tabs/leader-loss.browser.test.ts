import { launchChromium } from "@ringline/testing";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type BrowserSite, startSite } from "../testing/browser-site.ts";
import { ringing } from "../testing/calls.ts";
import { FrameServer } from "../testing/frame-server.ts";
import { until } from "../testing/pages.ts";

let browser: Browser;
let site: BrowserSite;
let server: FrameServer;
let context: BrowserContext;

beforeAll(async () => {
  site = await startSite(new URL("../testing/browser-page.ts", import.meta.url));
  browser = await launchChromium();
});

afterAll(async () => {
  await browser.close();
  site.close();
});

beforeEach(async () => {
  server = await FrameServer.start();
  context = await browser.newContext();
});

afterEach(async () => {
  await context.close();
  await server.stop();
});

/** Another tab of Anna's browser, connected. */
async function openTab(): Promise<Page> {
  const tab = await context.newPage();
  await tab.goto(`${site.origin}/?server=${server.url}`);
  await tab.evaluate("page.client.ready");
  return tab;
}

const ask = (tab: Page, expression: string) => tab.evaluate(expression);
const leads = "page.client.isLeader && page.client.state === 'connected'";

/** Waits in the tab; answers how long that took, milliseconds. */
async function takenOver(tab: Page): Promise<number> {
  const from = performance.now();
  await tab.waitForFunction(leads, undefined, { polling: 20, timeout: 10_000 });
  return performance.now() - from;
}

/** The tab does nothing at all for so long: no timer, no message, no frame. */
function freeze(tab: Page, forMs: number): Promise<unknown> {
  return ask(tab, `for (const end = performance.now() + ${forMs}; performance.now() < end; );`);
}

describe("a leader that does not say goodbye, in a real browser", () => {
  it("[TABS5] is followed by another page within 2 s when it is killed, and nothing rings twice", async () => {
    const leader = await openTab();
    const follower = await openTab();
    server.put(ringing("c", 1, "ringing"));
    await follower.waitForFunction("page.rings === 1");
    expect(await ask(follower, "page.client.isLeader")).toBe(false);

    const crash = leader.waitForEvent("crash");
    leader.goto("chrome://crash").catch(() => {});
    await crash;
    const tookMs = await takenOver(follower);

    expect(tookMs).toBeLessThan(2_000);
    await until(() => server.sockets.size === 1);
    expect(await ask(follower, "page.rings")).toBe(1);
    expect(await ask(follower, "page.client.calls.get('c').phase")).toBe("ringing");
  });

  it("[TABS5] [TABS6] is followed by a visible page when it is frozen, and follows when it thaws", async () => {
    const leader = await openTab();
    const follower = await openTab();
    expect(await ask(follower, "[page.client.isLeader, document.visibilityState]")).toEqual([
      false,
      "visible",
    ]);

    const thawed = freeze(leader, 4_000);
    const tookMs = await takenOver(follower);
    server.put(ringing("c", 1, "ringing"));
    await follower.waitForFunction("page.rings === 1");
    await thawed;
    await leader.waitForFunction("!page.client.isLeader && page.client.calls.has('c')");

    expect(tookMs).toBeLessThan(2_000);
    expect(await ask(follower, leads)).toBe(true);
    expect(await ask(leader, "page.rings")).toBe(1);
    expect(await ask(follower, "page.rings")).toBe(1);
    await until(() => server.sockets.size === 1);
    expect(server.hellos).toHaveLength(2);
  });

  it("[TABS5] is followed by a hidden page too, when it is frozen", async () => {
    const leader = await openTab();
    const follower = await openTab();
    await follower.evaluate(`Object.defineProperty(document, "visibilityState", { get: () => "hidden" });
      document.dispatchEvent(new Event("visibilitychange"));`);

    const thawed = freeze(leader, 15_000);
    await follower.waitForFunction(leads, undefined, { polling: 100, timeout: 14_000 });
    server.put(ringing("c", 1, "ringing"));
    await follower.waitForFunction("page.rings === 1");
    await thawed;
    await leader.waitForFunction("!page.client.isLeader && page.client.calls.has('c')");

    expect([await ask(leader, "page.rings"), await ask(follower, "page.rings")]).toEqual([1, 1]);
  });

  it("[TABS5] gives up at the browser's word that it will be frozen, and follows when it resumes", async () => {
    const leader = await openTab();
    const follower = await openTab();

    await leader.evaluate("document.dispatchEvent(new Event('freeze'))");
    const tookMs = await takenOver(follower);
    await leader.evaluate("document.dispatchEvent(new Event('resume'))");
    await leader.waitForFunction("page.client.state === 'connected'");

    expect(tookMs).toBeLessThan(1_000);
    expect([await ask(leader, "page.client.isLeader"), await ask(follower, leads)]).toEqual([
      false,
      true,
    ]);
  });

  it("[CLIENT15] closes its socket when it navigates, and connects on the next page", async () => {
    const tab = await openTab();
    const device = await ask(tab, "page.client.deviceId");

    await tab.reload();
    await tab.evaluate("page.client.ready");

    await until(() => server.sockets.size === 1);
    expect(server.hellos).toHaveLength(2);
    expect(await ask(tab, "page.client.deviceId")).toBe(device);
  });

  it("[CLIENT15] connects again when the person comes back from another page", async () => {
    const tab = await openTab();

    await tab.goto("about:blank");
    await until(() => server.sockets.size === 0);
    await tab.goBack();
    await tab.waitForFunction(leads);

    expect(server.sockets.size).toBe(1);
  });
});
