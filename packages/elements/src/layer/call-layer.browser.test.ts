import {
  type ActiveCall,
  CallError,
  type ProviderInfo,
  type RingingCall,
} from "@ringline/protocol";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { answered, ended, placed, ringing } from "../testing/calls.ts";
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

  it.each([
    ["video", "Answer", "on"],
    ["video", "Answer without video", "off"],
    ["audio", "Answer", null],
    ["audio", "Answer with video", "on"],
  ] as const)(
    "[CARD25] of a %s call, %s opens the call page with the camera %s",
    async (media, name, camera) => {
      site.server.answer = () => ({ call: answered(ringing({ media }), here) });
      const page = await site.open();
      site.server.put(ringing({ media }));

      const [window] = await Promise.all([
        page.waitForEvent("popup"),
        page.getByRole("button", { name, exact: true }).click(),
      ]);

      expect(new URL(window.url()).searchParams.get("camera")).toBe(camera);
    },
  );

  it("[CARD25] offers no answer without video where the call takes place on another page", async () => {
    const page = await site.open();
    const link = { connector: "link", description: "", media: ["audio", "video"], features: [] };
    site.server.setProviders([
      {
        ...link,
        id: "webrtc",
        title: "Meet",
        targets: ["user"],
        grant: "page",
        log: false,
      } as ProviderInfo,
    ]);
    site.server.put(ringing());

    await page.getByRole("button", { name: "Answer", exact: true }).waitFor();

    expect(await page.getByRole("button", { name: "Answer without video" }).count()).toBe(0);
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
    const ring = ringing({ media: "audio" });
    const inSeat = (epoch: number) => seated(answered(ring, here), epoch);
    site.server.answer = ({ operation }) => {
      if (operation === "calls.answer") site.server.put(inSeat(1));
      return { call: inSeat(1) };
    };
    const page = await site.open({ before: BLOCKED });
    site.server.put(ring);
    await answer(page);
    await panel(page).getByRole("button", { name: "Hang up" }).waitFor();

    await page.reload();

    await expect
      .poll(() => page.frames()[1]?.url())
      .toMatch(/\/call\?lang=en&media=audio&site=http[^#]+#[\w-]{43}$/);
    expect(await page.locator("iframe").isVisible()).toBe(false);
    site.server.put(inSeat(2));
    await panel(page).getByRole("button", { name: "Hang up" }).waitFor();
  });
});

describe("a call page that never comes", () => {
  it.each([
    ["placed", "cancelled"],
    ["answered", "failed"],
  ] as const)(
    "[CARD23] is told where the call was %s, and the next one stands in a panel",
    async (how, endReason) => {
      const ring = how === "placed" ? placed() : ringing();
      const live = how === "placed" ? awaited(ring) : awaited(answered(ring, here));
      site.server.answer = ({ operation }) => {
        if (operation === "calls.place" || operation === "calls.answer") site.server.put(live);
        return { call: live };
      };
      const body = `<ringline-call-button user="bob" name="Bob Meyer"></ringline-call-button>`;
      const page = await site.open({ body });
      if (how === "answered") site.server.put(ring);
      const press = () =>
        how === "placed"
          ? page.getByRole("button", { name: "Call Bob Meyer" }).click()
          : answer(page);
      const [window] = await Promise.all([page.waitForEvent("popup"), press()]);
      await page.getByRole("region", { name: /Bob Meyer/ }).waitFor();
      await window.close();
      await page.evaluate(
        `performance.now = ((now) => () => now() + 10_000)(performance.now.bind(performance))`,
      );

      site.server.put({ ...ended(ring, endReason), revision: live.revision + 1 });

      const notice = page.locator("ringline-notice", { hasText: "The call window did not come" });
      await notice.getByText(/Reference [\w-]{8}/).waitFor();
      await notice.getByRole("button", { name: "Call again" }).click();
      await expect
        .poll(() => site.server.requested("calls.place").map(({ input }) => input.target))
        .toContainEqual(expect.objectContaining({ type: "user", id: "bob" }));
      await page.frameLocator("iframe").getByRole("button", { name: "Hang up" }).waitFor();
    },
  );

  it("[CARD23] is not told of a call that somebody has ended", async () => {
    const live = awaited(placed());
    site.server.answer = () => {
      site.server.put(live);
      return { call: live };
    };
    const page = await site.open({
      body: `<ringline-call-button user="bob" name="Bob Meyer"></ringline-call-button>`,
    });
    await page.getByRole("button", { name: "Call Bob Meyer" }).click();
    await page.getByRole("region", { name: /Bob Meyer/ }).waitFor();

    site.server.put({ ...ended(placed(), "cancelled"), revision: live.revision + 1 });

    await page.getByRole("region", { name: /Bob Meyer/ }).waitFor({ state: "detached" });
    expect(await page.locator("ringline-notice").count()).toBe(0);
  });
});

describe("a panel that is made small", () => {
  const phone = { viewport: { width: 360, height: 700 }, hasTouch: true, isMobile: true };
  const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
  const tile = (page: Page) => page.locator("ringline-call-panel").boundingBox();

  it("[CARD19] leaves the site to be used, by keyboard, and hangs up by its own page", async () => {
    site.server.answer = () => ({ call: answered(ringing(), here) });
    const body = `<button style="position: absolute; inset-block-start: 100px" onclick="this.textContent = 'Pressed'">Post</button>`;
    const page = await site.open({ ...phone, body });
    site.server.put(ringing());
    await answer(page);
    await panel(page).getByRole("button", { name: "Hang up" }).waitFor();
    expect((await tile(page))?.height).toBe(700);

    await button(page, "Make small").focus();
    await page.keyboard.press("Enter");

    expect(
      await page.evaluate("document.activeElement.shadowRoot.activeElement.textContent.trim()"),
    ).toBe("Make large");
    const box = await tile(page);
    expect(box?.height).toBeLessThan(140);
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(700);
    await button(page, "Post").click();
    await button(page, "Pressed").waitFor();
    await button(page, "Make large").click();
    expect((await tile(page))?.height).toBe(700);
    await button(page, "Make small").click();

    await page.locator("ringline-call-panel").getByRole("button", { name: "Hang up" }).click();

    await expect.poll(() => page.locator("iframe").count()).toBe(0);
  });

  it("[CARD19] is small on the next page of the tab, and large when the call ends", async () => {
    const inSeat = (epoch: number) => seated(answered(ringing(), here), epoch);
    site.server.answer = ({ operation }) => {
      if (operation === "calls.answer") site.server.put(inSeat(1));
      return { call: inSeat(1) };
    };
    const page = await site.open(phone);
    site.server.put(ringing());
    await answer(page);
    await button(page, "Make small").click();

    await page.reload();

    await expect.poll(() => site.server.requested("calls.reseat")).toHaveLength(1);
    site.server.put(inSeat(2));
    await button(page, "Make large").waitFor();
    const { revision } = inSeat(2);
    site.server.put({ ...ended(ringing(), "hung-up"), revision: revision + 1 });
    await button(page, "Make small").waitFor();
  });

  it("[CARD18] [CARD19] stands when the connection of the page has ended, and the next layer has it", async () => {
    site.server.answer = () => ({ call: answered(ringing(), here) });
    const page = await site.open({ before: BLOCKED });
    site.server.put(ringing());
    await answer(page);
    await panel(page).getByRole("button", { name: "Hang up" }).waitFor();
    site.server.cut(4506);
    await expect.poll(() => page.evaluate("page.client.state")).toBe("closed");

    await page.evaluate("page.layer.close('keep')");

    expect(await page.locator("ringline-call-layer").count()).toBe(0);
    await panel(page).getByRole("button", { name: "Hang up" }).click();
    await expect.poll(() => page.locator("iframe").count()).toBe(0);
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
  });

  it("[CARD14] leads back to a call whose window this page has not opened, in a new one", async () => {
    const call = answered(placed(), here);
    site.server.put(call);
    site.server.answer = () => ({ call });
    const page = await site.open();
    const back = page.getByRole("button", { name: "Return to call" });

    const [window] = await Promise.all([page.waitForEvent("popup"), back.click()]);

    expect(window.url()).toMatch(/\/call\?lang=en#[\w-]{43}$/);
    expect(site.server.requested("calls.reseat").map(({ input }) => input.call)).toEqual(["c9"]);
  });

  it("[CARD20] a press that is refused is told in words: hang up, decline, status", async () => {
    site.server.answer = ({ operation }) => {
      if (operation === "calls.reseat") return { call: answered(placed(), here) };
      throw new CallError("storage-unavailable", { reference: "ab12cd34" });
    };
    site.server.put(answered(placed(), here));
    const page = await site.open({ body: "<ringline-status-menu></ringline-status-menu>" });
    const notice = page.locator("ringline-notice");

    await page.getByRole("button", { name: "Hang up" }).click();
    await notice.getByText("The call was not ended").waitFor();
    await notice.getByText("Reference ab12cd34").waitFor();
    site.server.put(ringing({ ring: "knock" }));
    await page.getByRole("alertdialog").getByRole("button", { name: "Decline" }).click();
    await notice.getByText("The call was not declined").waitFor();
    await page.getByRole("button", { name: /Your status/ }).click();
    await page.getByRole("menuitemradio", { name: "Away" }).click();
    await notice.getByText("Your status was not changed").waitFor();
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

it("[CARD22] tells the window of the call that runs who knocks, and answers on its word alone", async () => {
  site.server.answer = ({ operation }) => {
    if (operation === "calls.place") site.server.put(placed());
    return {
      call: operation === "calls.answer" ? answered(ringing({ id: "c2" }), here) : placed(),
    };
  };
  const body = `<ringline-call-button user="bob" name="Bob Meyer"></ringline-call-button>`;
  const page = await site.open({ body });
  const [window] = await Promise.all([
    page.waitForEvent("popup"),
    page.getByRole("button", { name: "Call Bob Meyer" }).click(),
  ]);
  await window.evaluate(`globalThis.heard = [];
    addEventListener("message", ({ data, source }) => { heard.push(data); globalThis.host = source; });`);
  await page.getByRole("button", { name: "Return to call" }).waitFor();

  site.server.put(ringing({ id: "c2", ring: "knock" }));
  const knocks = [{ call: "c2", title: "Bob Meyer is calling you" }];
  await expect.poll(() => window.evaluate("heard[0]")).toEqual({ type: "ringline-knocks", knocks });
  const press = `{ type: "ringline-knock-press", call: "c2", act: "answer" }`;
  await page.evaluate(`postMessage(${press}, "*")`);
  await page.evaluate(`dispatchEvent(new MessageEvent("message", {
    data: ${press}, origin: new URL(page.client.server).origin }))`);
  await page.waitForTimeout(200);
  expect(site.server.requested("calls.answer")).toEqual([]);

  await window.evaluate(`host.postMessage(${press}, "*")`);

  await expect
    .poll(() => site.server.requested("calls.answer").map(({ input }) => input.leave))
    .toEqual(["c9"]);
  const secret = expect.stringMatching(/^[\w-]{43}$/);
  await expect
    .poll(() => window.evaluate("heard.at(-1)"))
    .toEqual({ type: "ringline-seat", secret });
});

/** The call with a seat of Anna's that waits for its page. */
function awaited<Kind extends RingingCall | ActiveCall>(call: Kind): Kind {
  const participants = call.participants.map((part) =>
    part.state === "joined" && part.party.type === "user" && part.party.id === "anna"
      ? { ...part, seat: { epoch: 0, connection: "awaited" as const } }
      : part,
  );
  return { ...call, revision: call.revision + 1, participants };
}

/** The call with Anna's seat connected for the `epoch`-th time. */
function seated(call: ActiveCall, epoch: number): ActiveCall {
  const participants = call.participants.map((participant) =>
    participant.id === "p2"
      ? { ...participant, seat: { epoch, connection: "connected" as const } }
      : participant,
  );
  return { ...call, revision: call.revision + epoch, participants };
}
