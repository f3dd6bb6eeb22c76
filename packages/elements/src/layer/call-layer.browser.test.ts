import type { ActiveCall } from "@ringline/protocol";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { answered, placed, ringing } from "../testing/calls.ts";
import { ElementsSite } from "../testing/elements-site.ts";

const here = { id: "phone", label: "Safari on iPhone" };
const BLOCKED = "window.open = () => null";

let site: ElementsSite;

beforeAll(async () => {
  site = await ElementsSite.start();
});
afterEach(() => site.reset());
afterAll(() => site.stop());

const answer = (page: Page) =>
  page.getByRole("alertdialog").getByRole("button", { name: "Answer", exact: true }).click();
const panel = (page: Page) => page.frameLocator("iframe[title='Call with Bob Meyer']");

describe("where a call opens", () => {
  it.each([
    ["where windows are blocked", { before: BLOCKED }],
    ["on a phone", { viewport: { width: 360, height: 700 }, hasTouch: true, isMobile: true }],
  ])("[CARD13] in a panel %s, whose address is no attribute", async (_, options) => {
    site.server.answer = () => ({ call: answered(ringing(), here) });
    const page = await site.open(options);
    site.server.put(ringing());

    await answer(page);

    await panel(page).getByRole("button", { name: "Hang up" }).waitFor();
    const frame = page.locator("iframe");
    expect(await frame.getAttribute("src")).toBeNull();
    const server = await page.evaluate("page.client.server");
    expect(await frame.getAttribute("allow")).toContain(`camera ${server}; microphone ${server}`);
    expect(await page.frames()[1]?.evaluate("document.featurePolicy.allowsFeature('camera')")).toBe(
      true,
    );
  });

  it("[CARD13] answers with and without video as it is pressed", async () => {
    site.server.answer = () => ({ call: answered(ringing(), here) });
    const page = await site.open();
    site.server.put(ringing());

    const [window] = await Promise.all([
      page.waitForEvent("popup"),
      page.getByRole("button", { name: "Answer without video" }).click(),
    ]);

    expect(new URL(window.url()).searchParams.get("camera")).toBe("off");
  });

  it("[CARD13] closes the panel on its own word, and on nobody else's", async () => {
    site.server.answer = () => ({ call: answered(ringing(), here) });
    const page = await site.open({ before: BLOCKED });
    site.server.put(ringing());
    await answer(page);
    await panel(page).getByRole("button", { name: "Hang up" }).waitFor();

    await page.evaluate("postMessage({ type: 'ringline-call-closed' }, '*')");
    await page.evaluate(`dispatchEvent(new MessageEvent("message", {
      data: { type: "ringline-call-closed" }, origin: page.client.server }))`);
    await page.waitForTimeout(100);
    expect(await page.locator("iframe").count()).toBe(1);

    await panel(page).getByRole("button", { name: "Hang up" }).click();

    await expect.poll(() => page.locator("iframe").count()).toBe(0);
  });

  it("[CARD15] comes back in its panel on the next page of the tab, with a seat of its own", async () => {
    const inSeat = (epoch: number) => seated(answered(ringing(), here), epoch);
    site.server.answer = ({ operation }) => {
      if (operation === "calls.answer") site.server.put(inSeat(1));
      return { call: inSeat(1) };
    };
    const page = await site.open({ before: BLOCKED });
    site.server.put(ringing());
    await answer(page);
    await panel(page).getByRole("button", { name: "Hang up" }).waitFor();

    await page.reload();

    await expect
      .poll(() => page.frames()[1]?.url())
      .toMatch(/\/call\?lang=en&site=http[^#]+#[\w-]{43}$/);
    expect(await page.locator("iframe").isVisible()).toBe(false);
    site.server.put(inSeat(2));
    await panel(page).getByRole("button", { name: "Hang up" }).waitFor();
  });
});

describe("the bar of a running call", () => {
  it("[CARD14] says with whom and how long, and hangs up", async () => {
    site.server.put(answered(placed(), here));
    const page = await site.open();
    const bar = page.getByRole("region", { name: "Call with Bob Meyer" });

    await bar
      .getByRole("timer")
      .getByText(/^1:2\d$/)
      .waitFor();
    await bar.getByRole("button", { name: "Hang up" }).click();

    await expect
      .poll(() => site.server.requested("calls.leave").map(({ input }) => input.call))
      .toEqual(["c9"]);
    expect(await bar.getByRole("button", { name: "Return to call" }).count()).toBe(0);
  });

  it("[CARD14] gives up a call that still rings, and leads to the window that this page has opened", async () => {
    site.server.answer = ({ operation }) => {
      if (operation === "calls.place") site.server.put(placed());
      return { call: placed() };
    };
    const body = `<ringline-call-button user="bob" name="Bob Meyer"></ringline-call-button>`;
    const page = await site.open({ body });
    await page.getByRole("button", { name: "Call Bob Meyer" }).click();
    const bar = page.getByRole("region", { name: "Calling Bob Meyer…" });
    await bar.getByRole("button", { name: "Return to call" }).waitFor();

    await bar.getByRole("button", { name: "Hang up" }).click();

    await expect.poll(() => site.server.requested("calls.cancel")).toHaveLength(1);
  });
});

/** The call with Anna's seat connected for the `epoch`-th time. */
function seated(call: ActiveCall, epoch: number): ActiveCall {
  const participants = call.participants.map((participant) =>
    participant.id === "p2"
      ? { ...participant, seat: { epoch, connection: "connected" as const } }
      : participant,
  );
  return { ...call, revision: call.revision + epoch, participants };
}
