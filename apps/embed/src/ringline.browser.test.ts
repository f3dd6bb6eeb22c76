import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { EmbedSite } from "./testing/embed-site.ts";

const BOB = `<span data-call-user="bob" data-call-name="Bob Foreign"></span>`;
const BUDGET_BYTES = 12_000;

let site: EmbedSite;

beforeAll(async () => {
  site = await EmbedSite.start();
});
afterEach(() => site.reset());
afterAll(() => site.stop());

const button = (page: Page, name = "Bob Foreign") =>
  page.getByRole("button", { name: `Call ${name}`, exact: true });
const later = () => site.requests.filter((request) => request.includes("/chunks/layer-"));

describe("the script", () => {
  it("[EMBED1] is one small file without Lit, and asks nobody but the site and the call server", async () => {
    const script = await readFile(join(site.files, "ringline.js"));
    const page = await site.open({ as: "anna", body: BOB });
    await button(page).waitFor();
    await expect.poll(later).toHaveLength(1);

    const origins = site.requests.map((request) => new URL(request.split(" ")[1] ?? "").origin);

    expect(brotliCompressSync(script).length).toBeLessThanOrEqual(BUDGET_BYTES);
    expect(script.toString()).not.toMatch(/lit\$|^\s*import\s/m);
    expect(new Set(origins)).toEqual(new Set([site.origin, site.callServer]));
  });

  it("[EMBED2] puts buttons into marks, also into later ones, and forgets those that go", async () => {
    const page = await site.open({
      as: "anna",
      body: `${BOB}<p data-call-space="s1" data-call-name="Team"></p><p data-call-room="r1" data-call-name="Room"></p>
        <p data-call-address="tel:+4930" data-call-name="Desk"></p>`,
    });
    await button(page).waitFor();
    expect(await page.locator("ringline-call-button").count()).toBe(4);

    await page.evaluate(`document.body.insertAdjacentHTML("beforeend",
      '<div><i data-call-user="carol" data-call-name="Carol"></i></div>')`);
    await button(page, "Carol").waitFor();
    await page.evaluate(
      `document.querySelector("[data-call-user=bob]").replaceChildren("redrawn")`,
    );
    await button(page).waitFor();
    await page.evaluate(
      `document.querySelector("[data-call-user=bob]").dataset.callName = "Robert"`,
    );
    await button(page, "Robert").waitFor();
    await page.evaluate(
      `document.querySelector("[data-call-user=bob]").removeAttribute("data-call-user")`,
    );
    await button(page, "Robert").waitFor({ state: "detached" });
    await page.evaluate(`document.querySelector("[data-call-user=carol]").parentElement.remove()`);

    await button(page, "Carol").waitFor({ state: "detached" });
    expect(await page.locator("ringline-call-button").count()).toBe(3);
  });

  it.each([
    [{ status: 401 }],
    [{ status: 204 }],
    [{ status: 302, headers: { location: "/sign-in" } }],
  ])("[EMBED3] shows nothing where nobody is signed in: %o", async (refusal) => {
    site.refusal = refusal;
    const errors: string[] = [];
    const page = await site.open({ body: BOB });
    page.on("pageerror", (error) => errors.push(error.message));
    await expect.poll(() => site.tokenRequests).toBe(1);
    await page.waitForTimeout(500);

    expect(await page.locator("ringline-call-button").count()).toBe(0);
    expect(site.tokenRequests).toBe(1);
    expect(site.requests.filter((request) => request.includes("/chunks/"))).toEqual([]);
    expect(errors).toEqual([]);
  });

  it("[EMBED3] follows who signs in and out without loading the page anew", async () => {
    const page = await site.open({ body: BOB });
    await expect.poll(() => site.tokenRequests).toBe(1);
    site.signIn(new URL(page.url()).pathname, "anna");

    const name = await page.evaluate("ringline.connect().then((client) => client.me.party.name)");

    expect(name).toBe("Anna Foreign");
    expect(await page.evaluate("ringline.ready.then((client) => client.me.party.id)")).toBe("anna");
    await button(page).waitFor();
    await page.evaluate("ringline.disconnect()");
    await button(page).waitFor({ state: "detached" });
    expect(await page.locator("ringline-call-layer").count()).toBe(0);
  });

  it("[CLIENT20] loads a channel's code from the call server when a page opens one", async () => {
    const page = await site.open({ as: "anna", body: BOB });
    await button(page).waitFor();
    const channels = () => site.requests.filter((request) => request.includes("/chunks/channel-"));
    expect(channels()).toEqual([]);

    const code = await page.evaluate(`ringline.ready.then((client) => new Promise((tell) =>
      client.channel("A".repeat(22), { onMessage() {}, onEnd: (error) => tell(error.code) })))`);

    expect(code).toBe("call-not-found");
    expect(channels()).toEqual([expect.stringContaining(`GET ${site.callServer}/chunks/channel-`)]);
  });

  it("[EMBED4] works under a strict policy and COOP same-origin, without one violation", async () => {
    const server = site.callServer;
    const policy = `default-src 'none'; script-src ${server}; style-src 'self'; img-src 'self' ${server};
      connect-src 'self' ${server} ${server.replace("http", "ws")}; frame-src ${server}`;
    const headers = {
      "content-security-policy": policy.replace(/\s+/g, " "),
      "cross-origin-opener-policy": "same-origin",
    };
    const violations: string[] = [];
    const open = async (as: string, other: string): Promise<Page> => {
      const body = `<span data-call-user="${other}" data-call-name="Other"></span>`;
      const page = await site.open({ as, headers, body });
      page.on("console", (message) => {
        if (/Content.Security.Policy|Refused/i.test(message.text()))
          violations.push(message.text());
      });
      await button(page, "Other").and(page.locator("[aria-disabled=false]")).waitFor();
      return page;
    };
    const [bob, anna] = [await open("bob", "anna"), await open("anna", "bob")];
    await expect.poll(() => later().length).toBe(2);

    const [window] = await Promise.all([
      anna.context().waitForEvent("page"),
      button(anna, "Other").click(),
    ]);
    await bob.getByRole("alertdialog", { name: "Anna Foreign is calling you" }).waitFor();
    await anna.getByRole("region", { name: "Calling Bob Foreign…" }).waitFor();
    await expect.poll(() => bob.title()).toBe("Anna Foreign is calling you");

    expect(new URL(window.url()).origin).toBe(server);
    expect(violations).toEqual([]);
  });

  it("[EMBED5] keeps token and secret to itself", async () => {
    const page = await site.open({ as: "dora", body: BOB });
    await button(page).and(page.locator("[aria-disabled=false]")).waitFor();
    const [window] = await Promise.all([page.context().waitForEvent("page"), button(page).click()]);
    const secret = /#([\w-]{43})$/.exec(window.url())?.[1] ?? "";

    const seen = (await page.evaluate(`(() => {
      const texts = [document.documentElement.outerHTML, document.cookie, JSON.stringify({ ...localStorage }),
        JSON.stringify({ ...sessionStorage }), location.href];
      const look = (value, depth) => {
        if (depth > 4 || value === null || typeof value !== "object") return texts.push(String(value));
        for (const key of Reflect.ownKeys(value)) look(value[key], depth + 1);
      };
      return ringline.ready.then((client) => {
        look(ringline, 0);
        look(client, 0);
        return texts.join("\\n");
      });
    })()`)) as string;

    expect(secret).not.toBe("");
    expect(seen).not.toContain(secret);
    expect(seen).not.toMatch(/eyJ[\w-]+\.[\w-]+\./);
    expect(site.requests.join("\n")).not.toMatch(new RegExp(`eyJ|${secret}`));
  });

  it("[EMBED6] loads the rest when a call comes in, even if the page is never idle", async () => {
    const frank = await site.open({ as: "frank" });
    await expect.poll(later).toHaveLength(1);
    await frank.context().addInitScript("globalThis.requestIdleCallback = () => 0");
    await frank.reload();
    await frank.evaluate("ringline.ready");
    expect(later()).toHaveLength(1);

    const erin = await site.open({
      as: "erin",
      body: `<i data-call-user="frank" data-call-name="Frank"></i>`,
    });
    await button(erin, "Frank").and(erin.locator("[aria-disabled=false]")).click();

    await frank.getByRole("alertdialog", { name: "Erin Foreign is calling you" }).waitFor();
  });

  it.each([
    ["de-AT", "Bob Foreign anrufen"],
    ["fr", "Appeler Bob Foreign"],
    ["nl", "Call Bob Foreign"],
  ])("[EMBED7] speaks on a page in %s: %s", async (lang, name) => {
    const page = await site.open({ as: "anna", body: BOB, lang, context: { locale: "en-GB" } });

    await page.getByRole("button", { name, exact: true }).waitFor();
  });

  it.each([
    ["", /data-token-url/],
    [`data-token-url="https://elsewhere.example/token"`, /data-token-url/],
  ])("[EMBED8] refuses the tag <script %s> in words", async (tag, words) => {
    const page = await site.open({ body: "" });
    const refused = page.waitForEvent("pageerror");

    await page.evaluate(
      ([src, attributes]) => {
        delete globalThis.ringline;
        const script = document.createElement("script");
        const url = /"(.*)"/.exec(attributes ?? "")?.[1];
        if (url) script.dataset.tokenUrl = url;
        script.src = src ?? "";
        document.head.append(script);
      },
      [`${site.callServer}/ringline.js`, tag] as const,
    );

    expect((await refused).message).toMatch(words);
  });

  it("[EMBED10] asks and tells in dialogs, also before anybody is signed in", async () => {
    const page = await site.open({ body: BOB, lang: "de" });
    await expect.poll(() => site.tokenRequests).toBe(1);
    expect(site.requests.filter((request) => request.includes("/chunks/"))).toEqual([]);

    const answer = page.evaluate(
      "ringline.dialogs().then((dialogs) => dialogs.confirm('Leave?', 'The call goes on.'))",
    );
    await page
      .getByRole("alertdialog", { name: "Leave?" })
      .getByRole("button", { name: "Abbrechen" })
      .click();

    expect(await answer).toBe("cancel");
  });

  it("[EMBED9] is there once, however many tags there are", async () => {
    const page = await site.open({ as: "anna", body: BOB });
    await button(page).waitFor();
    const first = await page.evaluateHandle("ringline");

    await page.addScriptTag({ url: `${site.callServer}/ringline.js` });

    expect(await page.evaluate((before) => before === globalThis.ringline, first)).toBe(true);
    expect(await button(page).count()).toBe(1);
    expect(site.tokenRequests).toBe(1);
  });
});
