import { mkdirSync } from "node:fs";
import { CallError, type HistoryEntry, type Request } from "@ringline/protocol";
import axe from "axe-core";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { bob, ended, ringing } from "../testing/calls.ts";
import { ElementsSite, type PageOptions } from "../testing/elements-site.ts";

const BODY = `<style>html { background: Canvas; color: CanvasText; }</style><p><a href="#calls">Calls <ringline-missed-calls></ringline-missed-calls></a></p>
  <ringline-call-history id="calls"></ringline-call-history>`;
const SHOTS = process.env.RINGLINE_TEST_SHOTS;

const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();

const entry = (call: string, parts: Partial<HistoryEntry> = {}): HistoryEntry => ({
  call,
  direction: "incoming",
  isMissed: false,
  isUnseen: false,
  state: "left",
  endReason: "hung-up",
  provider: "webrtc",
  media: "video",
  title: "Bob Meyer",
  target: { type: "user", id: "anna" },
  caller: bob,
  others: [bob],
  createdAt: minutesAgo(30),
  endedAt: minutesAgo(29),
  durationMs: 63_000,
  answeredAt: minutesAgo(30),
  ...parts,
});

const carol = {
  type: "user",
  id: "carol",
  name: "Carol Jónsdóttir-Wolfeschlegelsteinhausen",
} as const;
const missed = entry("c1", {
  isMissed: true,
  isUnseen: true,
  state: "missed",
  endReason: "cancelled",
  durationMs: 0,
  about: { title: "Invoice 4711" },
});
const outgoing = entry("c3", {
  direction: "outgoing",
  target: { type: "user", id: "carol" },
  caller: { type: "user", id: "anna", name: "Anna Schmidt" },
  others: [carol],
  media: "audio",
  endReason: "no-answer",
  durationMs: 0,
  createdAt: minutesAgo(60 * 30),
});
const noAnswer = (({ answeredAt: _, ...rest }) => rest)(outgoing);
const number = entry("c4", {
  caller: { type: "address", address: "tel:+4930123456" },
  others: [{ type: "address", address: "tel:+4930123456" }],
  createdAt: minutesAgo(60 * 24 * 400),
  durationMs: 3_723_000,
});

/** The rows of the signed-in person, as a server keeps them. */
class Rows {
  rows: HistoryEntry[] = [missed, entry("c2"), noAnswer, number];
  pageSize = 30;

  answer = (request: Request): unknown => {
    switch (request.operation) {
      case "history.list": {
        const all = this.rows.filter(({ isMissed }) => !request.input.missed || isMissed);
        const { before } = request.input;
        const from = all.findIndex(({ call }) => call === before) + 1;
        const entries = all.slice(from, from + this.pageSize);
        const isMore = from + this.pageSize < all.length;
        return { entries, ...(isMore && { next: entries.at(-1)?.call }) };
      }
      case "history.erase": {
        const { call } = request.input;
        this.rows = this.rows.filter((row) => call !== undefined && row.call !== call);
        return { count: 1 };
      }
      case "history.export":
        return {
          content: request.input.format === "csv" ? '"call"\r\n"c1"\r\n' : '[{"call":"c1"}]',
        };
      default:
        return {};
    }
  };
}

let site: ElementsSite;
let rows: Rows;

beforeAll(async () => {
  site = await ElementsSite.start();
});
afterEach(() => site.reset());
afterAll(() => site.stop());

async function open(options: PageOptions = {}): Promise<Page> {
  rows = new Rows();
  site.server.answer = rows.answer;
  site.server.setPresence("bob", "available");
  return site.open({ body: BODY, ...options });
}

const names = (page: Page) => page.getByRole("listitem").locator(".name bdi").allTextContents();

describe("the call history", () => {
  it("[HIST11] lists calls newest first with whom, what kind, when, how long and what about; missed ones are marked", async () => {
    const page = await open();
    const items = page.getByRole("list", { name: "Your calls" }).getByRole("listitem");
    await items.first().waitFor();

    const texts = (await items.allInnerTexts()).map((text) => text.replace(/\s+/gu, " "));
    expect(texts).toHaveLength(4);
    expect(texts[0]).toContain("Bob Meyer New Missed call");
    expect(texts[0]).toContain("About Invoice 4711");
    expect(texts[1]).toMatch(/Incoming call\s+video .*1:03/u);
    expect(texts[2]).toContain("Outgoing call Not answered");
    expect(texts[3]).toContain("1:02:03");
  });

  it("[HIST11] calls back at a press, with what the call was about", async () => {
    const page = await open();

    await page.getByRole("button", { name: "Call Bob Meyer" }).first().click();

    await expect.poll(() => site.server.requested("calls.place")).toHaveLength(1);
    expect(site.server.requested("calls.place")[0]?.input).toMatchObject({
      target: { type: "user", id: "bob" },
      about: { title: "Invoice 4711" },
    });
  });

  it("[HIST11] shows missed calls alone, and says when there are none", async () => {
    const page = await open();
    await page.getByRole("button", { name: "Missed", exact: true }).click();
    await expect.poll(() => names(page)).toEqual(["Bob Meyer"]);
    rows.rows = [];
    await page.getByRole("button", { name: "Missed", exact: true }).click();
    await page.getByText("No missed calls").waitFor();

    await page.getByRole("button", { name: "All", exact: true }).click();

    await page.getByText("No calls yet").waitFor();
  });

  /** Five calls, of which two are on a page. */
  async function openLong(): Promise<Page> {
    const page = await open();
    rows.rows = Array.from({ length: 5 }, (_, index) => entry(`c${index}`));
    rows.pageSize = 2;
    await page.getByRole("button", { name: "All", exact: true }).click();
    await expect.poll(() => names(page)).toHaveLength(2);
    return page;
  }

  it("[HIST11] goes on at a press, as long as there is more", async () => {
    const page = await openLong();
    await page.getByRole("button", { name: "More" }).click();
    await expect.poll(() => names(page)).toHaveLength(4);
    await page.getByRole("button", { name: "More" }).click();

    await expect.poll(() => names(page)).toHaveLength(5);
    expect(await page.getByRole("button", { name: "More" }).count()).toBe(0);
  });

  it("[HIST11] erases one by its name, tells so, and keeps the focus in the list", async () => {
    const page = await open();
    await page
      .getByRole("button", { name: /^Erase the call with Bob Meyer/u })
      .first()
      .click();

    await page.getByRole("status").getByText("The call was erased.").waitFor();

    expect(await names(page)).toHaveLength(3);
    expect(site.server.requested("history.erase")[0]?.input).toEqual({ call: "c1" });
    const focused = await page.evaluate(
      "document.querySelector('ringline-call-history').shadowRoot.activeElement?.className",
    );
    expect(focused).toContain("erase");
  });

  it("[HIST11] erases all after a question that Escape and Keep answer with no, by keyboard", async () => {
    const page = await open();
    const eraseAll = page.getByRole("button", { name: "Erase all" });
    await eraseAll.focus();
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Keep" }).waitFor();
    await page.keyboard.press("Escape");
    await expect.poll(() => page.getByRole("button", { name: "Keep" }).count()).toBe(0);
    const before = await names(page);
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Erase", exact: true }).click();

    await page.getByText("No calls yet").waitFor();

    expect(before).toHaveLength(4);
    expect(site.server.requested("history.erase").map(({ input }) => input)).toEqual([{}]);
  });

  it("[HIST11] lets the person save their calls as a table or as data", async () => {
    const page = await open();
    await page.getByRole("button", { name: "Export" }).click();

    const saved = page.waitForEvent("download");
    await page.getByRole("button", { name: "Table (CSV)" }).click();
    const data = saved.then(() => page.waitForEvent("download"));
    await saved;
    await page.getByRole("button", { name: "Data (JSON)" }).click();

    expect([(await saved).suggestedFilename(), (await data).suggestedFilename()]).toEqual([
      "calls.csv",
      "calls.json",
    ]);
  });

  it("[HIST11] says when it cannot be loaded, and tries again", async () => {
    rows = new Rows();
    site.server.answer = () => {
      throw new CallError("storage-unavailable");
    };
    const page = await site.open({ body: BODY });
    await page.getByText("Your calls could not be loaded.").waitFor();
    site.server.answer = rows.answer;

    await page.getByRole("button", { name: "Try again" }).click();

    await expect.poll(() => names(page)).toHaveLength(4);
  });

  it("[HIST11] says so where everybody sees it when more could not be read, and asks again at a press", async () => {
    const page = await openLong();
    site.server.answer = () => {
      throw new CallError("storage-unavailable");
    };
    await page.getByRole("button", { name: "More" }).click();

    const told = page.getByRole("status").getByText("That did not work.");
    await expect.poll(async () => (await told.boundingBox())?.height ?? 0).toBeGreaterThan(20);
    expect(await names(page)).toHaveLength(2);
    site.server.answer = rows.answer;
    await page.getByRole("button", { name: "More" }).click();

    await expect.poll(() => names(page)).toHaveLength(4);
    expect(await page.getByRole("status").innerText()).toBe("");
  });

  it("[HIST11] pages that somebody went on to stay when a call ends", async () => {
    const page = await openLong();
    await page.getByRole("button", { name: "More" }).click();
    await expect.poll(() => names(page)).toHaveLength(4);
    rows.rows = [entry("c9", { others: [carol] }), ...rows.rows];
    site.server.put(ended(ringing({ id: "c9" }), "no-answer"));

    await expect.poll(async () => (await names(page))[0]).toBe(carol.name);
    expect(await names(page)).toHaveLength(5);
    await page.getByRole("button", { name: "More" }).click();
    await expect.poll(() => names(page)).toHaveLength(6);
  });

  it("[HIST11] a call that ends appears by itself", async () => {
    const page = await open();
    await expect.poll(() => names(page)).toHaveLength(4);
    rows.rows = [entry("c9", { others: [carol] }), ...rows.rows];

    site.server.put(ended(ringing({ id: "c9" }), "no-answer"));

    await expect.poll(async () => (await names(page))[0]).toBe(carol.name);
  });
});

describe("missed calls", () => {
  const badge = (page: Page) => page.locator("ringline-missed-calls [part=count]");

  it("[HIST12] are counted in the badge and in the name of its link, and gone when they were looked at", async () => {
    const page = await site.open({ body: BODY.replace(/<ringline-call-history.*/su, "") });
    site.server.setMissedCalls(3);
    await expect.poll(() => badge(page).innerText()).toContain("3");
    const name = await page.getByRole("link", { name: "Calls 3 missed calls" }).count();
    site.server.setMissedCalls(120);
    await expect.poll(() => badge(page).innerText()).toContain("99+");
    site.server.setMissedCalls(0);

    await expect.poll(() => page.locator("ringline-missed-calls").isHidden()).toBe(true);
    expect(name).toBe(1);
  });

  it("[HIST12] count as looked at while the history is on the screen, not below it", async () => {
    const page = await open({
      body: `<div style="block-size: 3000px"></div>${BODY}`,
      viewport: { width: 800, height: 600 },
    });
    site.server.setMissedCalls(1);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    const before = site.server.requested("history.seen").length;

    await page.getByRole("button", { name: "Erase all" }).scrollIntoViewIfNeeded();

    await expect
      .poll(() => site.server.requested("history.seen").length, { timeout: 5_000 })
      .toBe(1);
    expect(before).toBe(0);
  });
});

describe("for everybody", () => {
  it.each([
    ["en", "light", 320],
    ["en", "dark", 900],
    ["de", "light", 360],
    ["fr", "dark", 360],
    ["ar", "light", 320],
    ["ar", "dark", 900],
  ] as const)(
    "[HIST11] no fault for axe, nothing to scroll sideways, targets of 44 px: %s, %s, %i px",
    async (lang, colorScheme, width) => {
      const viewport = { width, height: 900 };
      const page = await open({ lang, colorScheme, viewport, reducedMotion: "reduce" });
      site.server.setMissedCalls(2);
      await expect.poll(() => names(page)).toHaveLength(4);
      await page.addScriptTag({ content: axe.source });

      const { violations } = (await page.evaluate("axe.run()")) as axe.AxeResults;
      const overflow = await page.evaluate("document.documentElement.scrollWidth - innerWidth");
      const small = await page.evaluate(
        `[...document.querySelector("ringline-call-history").shadowRoot.querySelectorAll("button")]
        .map((button) => button.getBoundingClientRect())
        .filter(({ width, height }) => width < 44 || height < 44).length`,
      );
      if (SHOTS) {
        mkdirSync(SHOTS, { recursive: true });
        await page.screenshot({ path: `${SHOTS}/history-${lang}-${colorScheme}-${width}.png` });
      }

      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
      expect(overflow).toBe(0);
      expect(small).toBe(0);
    },
  );
});
