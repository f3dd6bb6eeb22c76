import type { ProviderInfo } from "@ringline/protocol";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { answered, ended, groupCall, groupRing, placed, ringing } from "../testing/calls.ts";
import { ElementsSite } from "../testing/elements-site.ts";

const NOTIFICATIONS = (permission: string) => `globalThis.notes = [];
  globalThis.asked = 0;
  globalThis.Notification = class extends EventTarget {
    static permission = "${permission}";
    static async requestPermission() { asked += 1; return "granted"; }
    constructor(title, options) { super(); this.note = { title, tag: options.tag, isOpen: true }; notes.push(this.note); }
    close() { this.note.isOpen = false; }
  };
  document.hasFocus = () => false;`;
/** Playwright's own calls count as gestures, so the browser's rule is kept here by its own means: suspended until touched. */
const SILENT_UNTIL_TOUCHED = `addEventListener("pointerdown", () => (globalThis.isTouched = true), true);
  globalThis.AudioContext = class extends AudioContext {
    constructor() { super(); this.suspend(); }
    resume() { return globalThis.isTouched ? super.resume() : new Promise(() => {}); }
  };`;
/** Writes down in `rings` what sounds, as it begins and ends. */
const LISTEN = `globalThis.rings = [];
  page.sounds.ringtone.start = () => rings.at(-1) === "ringtone" || rings.push("ringtone");
  page.sounds.ringtone.stop = () => rings.at(-1) === "ringtone" && rings.push("silence");
  page.sounds.knock.start = () => rings.push("knock");`;
const here = { id: "phone", label: "Safari on iPhone" };

let site: ElementsSite;

beforeAll(async () => {
  site = await ElementsSite.start();
});
afterEach(() => site.reset());
afterAll(() => site.stop());

const card = (page: Page) => page.getByRole("alertdialog");
const icons = (page: Page) => page.locator("link[rel=icon]").count();

describe("what a ring does to the page", () => {
  it("[CARD10] flashes title and icon, and leaves the title that the page has set meanwhile", async () => {
    const page = await site.open();
    site.server.put(ringing());
    await expect.poll(() => page.title()).toBe("Bob Meyer is calling you");
    expect(await icons(page)).toBe(1);
    await expect.poll(() => page.title(), { timeout: 3_000 }).toBe("Stream");

    await page.evaluate("document.title = 'Stream (1)'");
    await expect.poll(() => page.title(), { timeout: 3_000 }).toBe("Bob Meyer is calling you");
    site.server.put(ended(ringing(), "cancelled"));

    await expect.poll(() => page.title()).toBe("Stream (1)");
    expect(await icons(page)).toBe(0);
  });

  it("[SOUND4] draws the card before it makes the sound", async () => {
    const page = await site.open();
    await page.evaluate(`page.sounds.ringtone.start = () => {
      const { shadowRoot } = document.querySelector("ringline-call-layer");
      globalThis.stood ??= shadowRoot.querySelector("ringline-incoming-call") !== null;
    }`);

    site.server.put(ringing());
    await card(page).waitFor();

    expect(await page.evaluate("globalThis.stood")).toBe(true);
  });

  it("[CARD6] leaves title, ringtone and notifications alone when it rings quietly", async () => {
    const page = await site.open({ before: NOTIFICATIONS("granted") });
    await page.mouse.click(5, 5);
    await page.evaluate("page.sounds.ringtone.start = () => (globalThis.rang = true)");

    site.server.put(ringing({ ring: "quietly" }));
    await card(page).waitFor();

    expect(await page.title()).toBe("Stream");
    expect(await page.evaluate("[globalThis.rang, notes]")).toEqual([undefined, []]);
  });

  it("[CARD21] a knock on a hidden page has its card, one short tone and a notification without a sound", async () => {
    const page = await site.open({ before: NOTIFICATIONS("granted") });
    await page.mouse.click(5, 5);
    await page.evaluate(`globalThis.tones = [];
      for (const name of ["ringtone", "knock"]) page.sounds[name].start = () => tones.push(name);
      Object.defineProperty(document, "visibilityState", { get: () => "hidden" });
      document.dispatchEvent(new Event("visibilitychange"));`);

    site.server.put({ ...answered(placed(), here), id: "c0" });
    site.server.put(ringing({ ring: "knock" }));
    await card(page).waitFor();

    expect(await page.title()).toBe("Stream");
    const note = { title: "Bob Meyer is calling you", tag: "ringline-c1", isOpen: true };
    expect(await page.evaluate("[tones, notes]")).toEqual([["knock"], [note]]);

    site.server.put(ended(ringing({ ring: "knock" }), "cancelled"));
    await expect.poll(() => page.evaluate("notes[0].isOpen")).toBe(false);
  });

  it("[CARD7] the second of two rings is silent when the first one was answered, and rings again when that call is over", async () => {
    const page = await site.open();
    await page.mouse.click(5, 5);
    await page.evaluate(LISTEN);
    const first = ringing({ id: "c0" });
    site.server.put(first);
    site.server.put(ringing());
    await expect.poll(() => page.evaluate("rings")).toEqual(["ringtone"]);
    await expect.poll(() => card(page).count()).toBe(2);

    const call = answered(first, here);
    site.server.put(call);

    await expect.poll(() => page.evaluate("rings")).toEqual(["ringtone", "silence"]);
    await expect.poll(() => page.title()).toBe("Stream");
    await card(page).getByRole("button", { name: "End and answer" }).waitFor();
    site.server.put({ ...ended(first, "hung-up"), revision: call.revision + 1 });
    await expect.poll(() => page.evaluate("rings")).toEqual(["ringtone", "silence", "ringtone"]);
    await card(page).getByRole("button", { name: "Answer", exact: true }).waitFor();
  });

  it("[CARD24] rings no more when the connection has been lost for 12 s, and again with the next one", async () => {
    const page = await site.open();
    await page.mouse.click(5, 5);
    await page.evaluate(LISTEN);
    await page.clock.install();
    site.server.put(ringing());
    await expect.poll(() => page.evaluate("rings")).toEqual(["ringtone"]);

    site.server.setAway(true);
    await expect.poll(() => page.evaluate("page.client.state")).toBe("connecting");
    await page.clock.runFor(9_000);
    expect(await card(page).count()).toBe(1);
    expect(await page.evaluate("rings")).toEqual(["ringtone"]);

    await page.clock.runFor(4_000);
    await card(page).waitFor({ state: "detached" });
    await expect.poll(() => page.title()).toBe("Stream");
    expect(await page.evaluate("rings")).toEqual(["ringtone", "silence"]);
    expect(await page.getByText("Missed call").count()).toBe(0);

    site.server.setAway(false);
    await page.evaluate("dispatchEvent(new Event('online'))");
    await card(page).waitFor();
    await expect.poll(() => page.evaluate("rings")).toEqual(["ringtone", "silence", "ringtone"]);
  });

  it.each([
    ["who rings", { to: "user='bob'", ring: ringing(), call: answered(ringing(), here) }],
    ["a group that rings", { to: "space='design'", ring: groupRing(), call: groupCall("joined") }],
  ] as const)(
    "[CARD8] tells nothing on the page where %s was called",
    async (_, { to, ring, call }) => {
      const body = `<ringline-call-button ${to} name="Them"></ringline-call-button>`;
      const page = await site.open({ body });
      const [provider] = await page.evaluate<ProviderInfo[]>("page.client.providers");
      if (provider) site.server.setProviders([{ ...provider, targets: ["user", "space"] }]);
      // The word of the call may come before the answer to the press, and after it.
      const told = { ...call, revision: call.revision + 1 };
      site.server.answer = ({ operation }) => {
        if (operation === "calls.place") site.server.put(call);
        return { call: told };
      };
      site.server.put(ring);
      await card(page).waitFor();

      await Promise.all([
        page.waitForEvent("popup"),
        page.getByRole("button", { name: / Them$/ }).click(),
      ]);

      await card(page).waitFor({ state: "detached" });
      await page.waitForTimeout(200);
      expect(await page.getByText(/^Answered (in|on) /).count()).toBe(0);
    },
  );

  it("[CARD16] leaves a ring alone that its provider draws, and its end, until nobody draws it", async () => {
    const drawn = {
      ...{ id: "webrtc", connector: "own", title: "Own", description: "", log: false },
      ...{ targets: [], media: [], features: [] },
      grant: "session" as const,
    };
    site.server.setProviders([{ ...drawn, draws: ["button", "ring", "window"] }]);
    const page = await site.open({ before: NOTIFICATIONS("granted") });
    await page.mouse.click(5, 5);
    await page.evaluate("page.sounds.ringtone.start = () => (globalThis.rang = true)");
    site.server.put(ringing());
    site.server.put(ended(ringing(), "cancelled"));
    site.server.put(ringing({ id: "c2" }));
    await expect.poll(() => page.evaluate("page.client.calls.size")).toBe(2);

    expect(await card(page).count()).toBe(0);
    expect(await page.getByText("Missed call").count()).toBe(0);
    expect(await page.title()).toBe("Stream");
    expect(await page.evaluate("[globalThis.rang, notes]")).toEqual([undefined, []]);
    site.server.setProviders([drawn]);
    await card(page).waitFor();
    expect(await page.evaluate("globalThis.rang")).toBe(true);
    site.server.setProviders([]);
  });

  it("[CARD11] notifies where that is allowed, as long as it rings", async () => {
    const page = await site.open({ before: NOTIFICATIONS("granted") });
    site.server.put(ringing());
    await expect
      .poll(() => page.evaluate("notes"))
      .toEqual([{ title: "Bob Meyer is calling you", tag: "ringline-c1", isOpen: true }]);

    site.server.put(ended(ringing(), "cancelled"));

    await expect.poll(() => page.evaluate("notes[0].isOpen")).toBe(false);
  });

  it("[CARD11] asks the browser for leave only after a press on words", async () => {
    const page = await site.open({ before: NOTIFICATIONS("default") });
    site.server.put(ringing());
    await card(page).waitFor();
    site.server.put(ended(ringing(), "no-answer"));
    await page.getByText("Be told of calls when this page is in the background.").waitFor();
    expect(await page.evaluate("[asked, notes]")).toEqual([0, []]);

    await page.getByRole("button", { name: "Allow notifications" }).click();

    await expect.poll(() => page.evaluate("asked")).toBe(1);
  });

  it("[CARD12] says that the browser keeps it silent, and rings from the first gesture on", async () => {
    const page = await site.open({ before: SILENT_UNTIL_TOUCHED });
    site.server.put(ringing());
    await card(page).getByText("Click anywhere to hear it ring", { exact: false }).waitFor();
    expect(await page.evaluate("page.sounds.isBlocked")).toBe(true);

    await page.getByRole("heading", { name: "Stream" }).click();

    await card(page)
      .getByText("Click anywhere to hear it ring", { exact: false })
      .waitFor({ state: "detached" });
    expect(await page.evaluate("page.sounds.isBlocked")).toBe(false);
  });
});
