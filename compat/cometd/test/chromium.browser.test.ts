import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { launchChromium } from "@ringline/testing";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { bundle } from "./bundle.ts";
import { Site, type Transport, until } from "./site.ts";

// Pages of a site on another origin than the call server, with a policy that allows no worker and no inline script.
let browser: Browser;
let pages: Server;
const scripts = new Map<string, string>();
const POLICY = "default-src 'self'; script-src 'self' http: 'unsafe-eval'; connect-src *";

beforeAll(async () => {
  scripts.set("/official.js", await bundle("pages/official.ts"));
  pages = createServer(({ url = "" }, response) => {
    const script = scripts.get(url);
    response.setHeader("content-security-policy", POLICY);
    response.setHeader("content-type", script === undefined ? "text/html" : "text/javascript");
    response.end(script ?? '<script src="/official.js"></script>');
  });
  await once(pages.listen(0, "127.0.0.1"), "listening");
  browser = await launchChromium();
});

afterAll(async () => {
  await browser.close();
  pages.close();
});

const origin = () => `http://127.0.0.1:${(pages.address() as AddressInfo).port}`;

async function open(): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await page.goto(`${origin()}/`);
  return page;
}

/** What a page does with a client: sessions, its own channel, and calls, answers awaited. */
const TOOLS = `
  const asked = (run) => new Promise((resolve) => run(resolve));
  const heard = window.heard = [];
  const ROOT = "/eXo/Application/WebConferencing";
  const hear = (channel) => asked((done) =>
    cometd.subscribe(channel, ({ data }) => heard.push(typeof data === "string" ? JSON.parse(data) : data), {}, done));
  const command = (command, fields) => asked((done) =>
    cometd.remoteCall("/webconferencing/calls", { command, id: "p/anna-bob", ...fields }, done));
`;

describe.each<Transport>(["websocket", "long-polling"])("Chromium over %s", (transport) => {
  it("[BAYEUX1] [BAYEUX3] [BAYEUX13] the official client of two pages: handshake, subscribe, call, message", async () => {
    const site = await Site.start({ origins: [origin()] });
    const [anna, bob] = await Promise.all([open(), open()]);
    const enter = async (page: Page, person: string) =>
      page.evaluate(`(async () => {
        const cometd = window.cometd = new official.CometD();
        for (const other of cometd.getTransportTypes().filter((type) => type !== "${transport}"))
          cometd.unregisterTransport(other);
        cometd.configure({ url: "${site.url}/cometd", logLevel: "warn", useWorkerScheduler: false });
        ${TOOLS}
        Object.assign(window, { asked, hear, command, ROOT });
        const shaken = await asked((done) =>
          cometd.handshake({ exoId: "${person}", exoToken: "${await site.token(person)}" }, done));
        const own = await hear(ROOT + "/user/${person}");
        return [shaken.successful, own.successful, cometd.getTransport().type];
      })()`);

    expect(await enter(anna, "anna")).toEqual([true, true, transport]);
    expect(await enter(bob, "bob")).toEqual([true, true, transport]);
    const made = (await anna.evaluate(`command("create", { owner: "anna", ownerType: "user",
      provider: "glimpse", title: "Bob", participants: "anna;bob" })`)) as { successful: boolean };
    expect(made.successful).toBe(true);
    await bob.waitForFunction(`heard.some(({ callState }) => callState === "started")`);
    await bob.evaluate(`command("update", { state: "joined" })`);
    await Promise.all([anna, bob].map((page) => page.evaluate(`hear(ROOT + "/call/p/anna-bob")`)));
    await anna.evaluate(`cometd.publish(ROOT + "/call/p/anna-bob", { hello: "bob" })`);

    for (const page of [anna, bob]) await page.waitForFunction(`heard.some(({ hello }) => hello)`);
    await anna.evaluate(`command("delete")`);
    await bob.waitForFunction(`heard.some(({ callState }) => callState === "stopped")`);
    await Promise.all([anna, bob].map((page) => page.context().close()));
    await until(() => site.sessions <= 2);
  });
});

describe("Chromium", () => {
  it("[BAYEUX18] the call server's script for older pages is cCometD, for AMD too, and knows where it came from", async () => {
    const files = await mkdtemp(join(tmpdir(), "ringline-cometd-"));
    onTestFinished(() => rm(files, { recursive: true }));
    await writeFile(join(files, "exo-cometd.js"), await bundle("../src/browser/script.ts"));
    const site = await Site.start({ origins: [origin()], files });
    const page = await open();
    await page.evaluate(`{
      window.defined = {};
      window.define = (name, needs, make) => { defined[name] = make(); };
      define.amd = {};
    }`);
    await page.addScriptTag({ url: `${site.url}/exo-cometd.js` });
    const token = await site.token("anna");

    const found = await page.evaluate(`(async () => {
      cCometD.configure({ exoId: "anna", exoToken: "${token}" });
      const reply = await new Promise((resolve) =>
        cCometD.subscribe("/eXo/Application/WebConferencing/user/anna", () => {}, {}, resolve));
      return [reply.successful, cCometD.isDisconnected(), cCometD === defined["SHARED/commons-cometd3"]];
    })()`);

    expect(found).toEqual([true, false, true]);
    await page.context().close();
  });

  it("[BAYEUX18] the script's tag says where the site gives tokens", async () => {
    const files = await mkdtemp(join(tmpdir(), "ringline-cometd-"));
    onTestFinished(() => rm(files, { recursive: true }));
    await writeFile(join(files, "exo-cometd.js"), await bundle("../src/browser/script.ts"));
    const site = await Site.start({ origins: [origin()], files });
    const page = await open();
    await page.route(`${origin()}/token`, async (route) => {
      const isAsked = route.request().method() === "POST";
      await route.fulfill(
        isAsked ? { json: { token: await site.token("anna") } } : { status: 405 },
      );
    });

    const isSignedIn = await page.evaluate(`new Promise((resolve, reject) => {
      const tag = document.createElement("script");
      tag.src = "${site.url}/exo-cometd.js";
      tag.dataset.tokenUrl = "/token";
      tag.onerror = reject;
      tag.onload = () => cCometD.handshake(({ successful }) => resolve(successful));
      document.head.append(tag);
    })`);

    expect(isSignedIn).toBe(true);
    await page.context().close();
  });

  it("[BAYEUX3] pages of another site get nowhere", async () => {
    const site = await Site.start({ origins: [] });
    const page = await open();

    const reply = (await page.evaluate(`new Promise((resolve) => {
      const cometd = new official.CometD();
      cometd.configure({ url: "${site.url}/cometd", logLevel: "warn", useWorkerScheduler: false });
      cometd.handshake({ exoToken: "x" }, (message) => { cometd.disconnect(); resolve(message.successful); });
    })`)) as boolean;

    expect(reply).toBe(false);
    expect(site.sessions).toBe(0);
    await page.context().close();
  });
});
