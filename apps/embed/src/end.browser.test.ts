import type { Page, WebSocketRoute } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { EmbedSite } from "./testing/embed-site.ts";

const BOB = `<span data-call-user="bob" data-call-name="Bob Foreign"></span>`;
const TOKEN_EXPIRED = 4003;

let site: EmbedSite;

beforeAll(async () => {
  site = await EmbedSite.start();
});
afterEach(() => site.reset());
afterAll(() => site.stop());

const button = (page: Page) => page.getByRole("button", { name: "Call Bob Foreign", exact: true });
const notice = (page: Page) => page.locator("ringline-notice");
const look = (page: Page) => page.evaluate("document.dispatchEvent(new Event('visibilitychange'))");
const errors = (page: Page) =>
  page.evaluate("globalThis.errors") as Promise<{ code: string; reference: string }[]>;

/** Anna's page, and what ends its sockets with a code, as the server would: those to come, too, until told otherwise. */
async function open(): Promise<{ page: Page; cut(code: number): Promise<void>; mend(): void }> {
  const sockets: WebSocketRoute[] = [];
  let refusal: number | undefined;
  const page = await site.open({
    as: "anna",
    body: BOB,
    prepare: async (prepared) => {
      await prepared.addInitScript(`globalThis.errors = [];
        addEventListener("ringline-error", ({ detail }) => errors.push(detail));`);
      await prepared.routeWebSocket(/v1\/socket/, async (socket) => {
        if (refusal !== undefined) return socket.close({ code: refusal });
        socket.connectToServer();
        sockets.push(socket);
      });
    },
  });
  await button(page).and(page.locator("[aria-disabled=false]")).waitFor();
  return {
    page,
    cut: async (code) => {
      refusal = code;
      for (const socket of sockets.splice(0)) await socket.close({ code });
    },
    mend: () => {
      refusal = undefined;
    },
  };
}

describe("a connection that does not come back by itself", () => {
  it.each([
    [4501, "invalid-token", "Reload"],
    [4502, "token-revoked", "Reload"],
    [4504, "connection-lost", "Reload"],
    [4505, "rate-limited", "Try again"],
    [4506, "unsupported-version", "Reload"],
  ])(
    "[EMBED12] is told in words with what to do and the reference, and to the site: %i",
    async (code, name, act) => {
      const { page, cut } = await open();

      await cut(code);

      await notice(page).getByText("No calls reach this page now").waitFor();
      await notice(page).getByRole("button", { name: act }).waitFor();
      const [error] = await errors(page);
      expect(error?.code).toBe(name);
      expect(error?.reference).toMatch(/^[\w-]{8}$/);
      await notice(page).getByText(`Reference ${error?.reference}`).waitFor();
      await button(page).waitFor({ state: "detached" });
    },
  );

  it("[EMBED12] leaves nothing on the page after a deliberate sign-out", async () => {
    const { page } = await open();

    await page.evaluate("ringline.disconnect()");

    await button(page).waitFor({ state: "detached" });
    await page.waitForTimeout(300);
    expect(await page.locator("ringline-call-layer").count()).toBe(0);
    expect(await errors(page)).toEqual([]);
  });

  it("[EMBED13] comes back when somebody looks at the page again, and one notice is enough until then", async () => {
    const { page, cut, mend } = await open();
    await cut(4506);
    await notice(page).waitFor();
    await look(page);
    await expect.poll(() => errors(page)).toHaveLength(2);
    await expect.poll(() => notice(page).count()).toBe(1);
    mend();

    await look(page);

    await button(page).and(page.locator("[aria-disabled=false]")).waitFor();
    await expect.poll(() => notice(page).count()).toBe(0);
    expect(await page.locator("ringline-call-layer").count()).toBe(1);
  });

  it("[EMBED13] comes back by a press", async () => {
    const { page, cut, mend } = await open();
    await cut(4505);
    mend();

    await notice(page).getByRole("button", { name: "Try again" }).click();

    await button(page).and(page.locator("[aria-disabled=false]")).waitFor();
    expect(await notice(page).count()).toBe(0);
  });

  it("[EMBED13] says that a login has run out, and is back after a sign-in elsewhere", async () => {
    const { page, cut, mend } = await open();
    const path = new URL(page.url()).pathname;
    site.signOut(path);
    await cut(TOKEN_EXPIRED);
    await notice(page).getByText("Your sign-in has run out.").waitFor();
    const asked = site.tokenRequests;
    await look(page);
    await expect.poll(() => site.tokenRequests).toBe(asked + 1);
    await page.waitForTimeout(200);
    expect(await notice(page).count()).toBe(1);
    expect((await errors(page)).map(({ code }) => code)).toEqual(["not-authenticated"]);
    site.signIn(path, "anna");
    mend();

    await look(page);

    await button(page).and(page.locator("[aria-disabled=false]")).waitFor();
    await expect.poll(() => notice(page).count()).toBe(0);
  });
});
