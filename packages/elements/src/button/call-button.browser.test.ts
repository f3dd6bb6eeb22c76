import { CallError } from "@ringline/protocol";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { answered, groupCall, groupRing, placed } from "../testing/calls.ts";
import { ElementsSite } from "../testing/elements-site.ts";

const BODY = `<input aria-label="Post">
  <ringline-call-button user="bob" name="Bob Meyer"></ringline-call-button>
  <ringline-presence user="bob"></ringline-presence>
  <ringline-call-button user="anna" name="Anna Schmidt"></ringline-call-button>`;
const EVENTS = `globalThis.heard = [];
  for (const name of ["placed", "ringing", "answered", "ended"])
    addEventListener("ringline-call-" + name, ({ detail, target }) => heard.push([name, detail.call.id, target.localName]));
  addEventListener("ringline-error", ({ detail }) => heard.push(["error", detail.code, detail.reference]));
  addEventListener("ringline-presence-changed", ({ detail }) => heard.push(["presence", detail.person, detail.status]));`;

let site: ElementsSite;

beforeAll(async () => {
  site = await ElementsSite.start();
});
afterEach(() => site.reset());
afterAll(() => site.stop());

describe("the call button", () => {
  it("[BUTTON1] [BUTTON7] has the name in its name and the state in its description, and follows it", async () => {
    site.server.setPresence("bob", "away");
    const page = await site.open({ body: BODY, before: EVENTS });
    const button = page.getByRole("button", {
      name: "Call Bob Meyer",
      exact: true,
      description: "Away",
    });
    await button.waitFor();

    site.server.setPresence("bob", "do-not-disturb");

    await page
      .getByRole("button", { name: "Call Bob Meyer", description: "Do not disturb" })
      .waitFor();
    await page.getByRole("img", { name: "Do not disturb" }).waitFor();
    expect(await page.evaluate("heard")).toContainEqual(["presence", "bob", "do-not-disturb"]);
  });

  it("[BUTTON14] is not drawn anew by a call with somebody else, and is by one with whom it calls", async () => {
    const page = await site.open({
      body: `<ringline-call-button user="bob" name="Bob Meyer"></ringline-call-button>
        <ringline-call-button user="carol" name="Carol Weiss"></ringline-call-button>`,
    });
    await page.getByRole("button", { name: "Call Carol Weiss" }).waitFor();
    await page.evaluate(`globalThis.drawn = [];
      for (const button of document.querySelectorAll("ringline-call-button"))
        new MutationObserver(() => drawn.push(button.getAttribute("user")))
          .observe(button.shadowRoot, { childList: true, subtree: true, attributes: true });`);

    site.server.put(placed());
    await page.getByRole("button", { name: "Call Bob Meyer", description: "Calling" }).waitFor();

    expect(await page.evaluate("[...new Set(drawn)]")).toEqual(["bob"]);
  });

  it("[BUTTON7] no longer watches somebody who stands on no page", async () => {
    const page = await site.open({ body: BODY });
    await page.getByRole("button", { name: "Call Bob Meyer" }).waitFor();

    await page.evaluate("document.querySelector('main').replaceChildren()");

    await expect
      .poll(() => site.server.requested("presence.unsubscribe").map(({ input }) => input.people))
      .toEqual([expect.arrayContaining(["bob"])]);
  });

  it("[BUTTON3] [BUTTON11] calls a space where a provider does, and joins its live call", async () => {
    const page = await site.open({
      body: `<ringline-call-button space="design" name="Design"></ringline-call-button>
        <ringline-call-button user="bob" name="Bob Meyer"></ringline-call-button>`,
    });
    await page.getByRole("button", { name: "Call Bob Meyer" }).waitFor();
    expect(await page.getByRole("button", { name: "Design" }).count()).toBe(0);

    site.server.setProviders([
      {
        id: "meet",
        connector: "link",
        title: "Meet",
        description: "",
        targets: ["user", "space"],
        media: ["audio", "video"],
        features: [],
        grant: "page",
        log: false,
      },
    ]);
    await page.getByRole("button", { name: "Call Design", exact: true }).waitFor();
    site.server.put(groupCall("declined"));
    await page.getByRole("button", { name: "Join Design", exact: true }).click();

    await expect
      .poll(() => site.server.requested("calls.place").map(({ input }) => input.target))
      .toEqual([{ type: "space", id: "design", name: "Design" }]);
  });

  it("[BUTTON3] is not there for oneself", async () => {
    const page = await site.open({ body: BODY });
    await page.getByRole("button", { name: "Call Bob Meyer" }).waitFor();

    expect(await page.getByRole("button", { name: "Call Anna Schmidt" }).count()).toBe(0);
  });

  it("[BUTTON4] is words in a browser without WebRTC", async () => {
    const page = await site.open({ body: BODY, before: "delete globalThis.RTCPeerConnection" });

    await page.getByText("No calls in this browser").first().waitFor();

    expect(await page.getByRole("button", { name: /^Call/ }).count()).toBe(0);
  });

  it("[BUTTON2] opens the call page inside the click and places one call about this page", async () => {
    site.server.answer = () => ({ call: placed() });
    const page = await site.open({ body: BODY, before: EVENTS });

    const [window] = await Promise.all([
      page.waitForEvent("popup"),
      page.getByRole("button", { name: "Call Bob Meyer" }).dblclick(),
    ]);

    await expect
      .poll(() => page.evaluate("heard"))
      .toContainEqual(["placed", "c9", "ringline-call-button"]);
    const inputs = site.server.requested("calls.place").map(({ input }) => input);
    expect(inputs).toEqual([
      expect.objectContaining({
        target: { type: "user", id: "bob", name: "Bob Meyer" },
        media: "video",
        about: { title: "Stream", url: expect.stringMatching(/^http:.*\?server=/) },
      }),
    ]);
    const url = new URL(window.url());
    expect(url.searchParams.get("lang")).toBe("en");
    expect(await seatOf(url.hash.slice(1))).toBe(inputs[0]?.seat);
  });

  it("[BUTTON2] [PAGE6] says in the call page's address that an audio call begins without a picture", async () => {
    site.server.answer = () => ({ call: placed("audio") });
    const body = `<ringline-call-button user="bob" name="Bob Meyer" media="audio"></ringline-call-button>`;
    const page = await site.open({ body });

    const [window] = await Promise.all([
      page.waitForEvent("popup"),
      page.getByRole("button", { name: "Call Bob Meyer" }).click(),
    ]);

    expect(new URL(window.url()).search).toBe("?lang=en&media=audio");
  });

  it("[BUTTON5] leads back to the call that runs", async () => {
    site.server.answer = () => {
      site.server.put(placed());
      return { call: placed() };
    };
    const page = await site.open({ body: BODY });
    await page.getByRole("button", { name: "Call Bob Meyer" }).click();
    await page.getByRole("button", { name: "Call Bob Meyer", description: "Calling…" }).waitFor();

    site.server.put(answered(placed(), { id: "d", label: "Here" }));
    await page
      .getByRole("button", { name: "Join Bob Meyer", description: "You are in this call" })
      .click();

    expect(site.server.requested("calls.place")).toHaveLength(1);
    expect(site.server.requested("calls.reseat")).toHaveLength(0);
  });

  it("[BUTTON13] tells the page that a group's call is answered, once, by the first who comes", async () => {
    const page = await site.open({ body: BODY, before: EVENTS });
    const heard = () => page.evaluate("heard.filter(([name]) => name === 'answered').length");
    site.server.put(groupRing());
    await page.getByRole("alertdialog").waitFor();
    expect(await heard()).toBe(0);
    const come = groupCall("joined");
    const joinedAt = "2026-11-21T12:00:09.000Z";
    const participants = come.participants.map((part) => ({ ...part, joinedAt }));

    site.server.put({ ...come, participants });
    await expect.poll(heard).toBe(1);
    site.server.put({ ...come, participants, revision: 3 });

    await page.waitForTimeout(100);
    expect(await heard()).toBe(1);
  });

  it("[BUTTON12] takes a call that another window has to a new call page here; a refusal is told", async () => {
    site.server.answer = ({ operation }) => {
      if (operation === "calls.reseat")
        throw new CallError("call-ended", { reference: "ab12cd34" });
      return {};
    };
    const page = await site.open({ body: BODY });
    const active = answered(placed(), { id: "d", label: "Phone" });
    site.server.put(active);
    const join = page.getByRole("button", { name: "Join Bob Meyer" });
    await Promise.all([page.waitForEvent("popup"), join.click()]);
    await page.getByText("You could not return to the call").waitFor();

    site.server.answer = () => ({ call: active });
    const [window] = await Promise.all([page.waitForEvent("popup"), join.click()]);

    const [, { input } = { input: undefined }] = site.server.requested("calls.reseat");
    expect(input?.seat).toBe(await seatOf(new URL(window.url()).hash.slice(1)));
    await join.click();
    expect(site.server.requested("calls.reseat")).toHaveLength(2);
    expect(site.server.requested("calls.place")).toHaveLength(0);
  });

  it("[BUTTON6] tells a refusal in words with its reference, and closes the call page", async () => {
    site.server.answer = () => {
      throw new CallError("ring-limit", { reference: "ab12cd34", retryAfterMs: 42_000 });
    };
    const page = await site.open({ body: BODY, before: EVENTS });
    const [window] = await Promise.all([
      page.waitForEvent("popup"),
      page.getByRole("button", { name: "Call Bob Meyer" }).click(),
    ]);

    await page
      .getByText("That was tried too often. Wait a little. Try again in 42 seconds.")
      .waitFor();

    await page.getByText("Reference ab12cd34").waitFor();
    await expect.poll(() => window.isClosed()).toBe(true);
    expect(await page.evaluate("heard")).toContainEqual(["error", "ring-limit", "ab12cd34"]);
  });

  it("[BUTTON6] offers to end the present call first", async () => {
    const other = answered(
      { ...placed(), id: "c0", target: { type: "user", id: "eve" } },
      { id: "d", label: "Here" },
    );
    other.participants = other.participants.map((participant) =>
      participant.role === "callee"
        ? { ...participant, party: { type: "user", id: "eve", name: "Eve" } }
        : participant,
    );
    site.server.put(other);
    site.server.answer = ({ operation, input }) => {
      if (operation === "calls.place" && input.leave === undefined)
        throw new CallError("in-other-call");
      return { call: placed() };
    };
    const page = await site.open({ body: BODY });
    await page.getByRole("button", { name: "Call Bob Meyer" }).click();

    await page.getByRole("button", { name: "End and call" }).click();

    await expect
      .poll(() => site.server.requested("calls.place").map(({ input }) => input.leave))
      .toEqual([undefined, "c0"]);
  });
});

describe("the status menu", () => {
  it("[BUTTON8] chooses by keyboard, and shows what was chosen elsewhere", async () => {
    site.server.setPresence("anna", "available");
    site.server.answer = ({ input }) => input;
    const page = await site.open({ body: "<ringline-status-menu></ringline-status-menu>" });
    await page.getByRole("button", { name: "Your status: Available" }).focus();

    await openStatusMenu(page);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");

    await page.getByRole("button", { name: "Your status: Do not disturb" }).waitFor();
    const chosen = () => site.server.requested("presence.set").map(({ input }) => input.status);
    await expect.poll(chosen).toEqual(["do-not-disturb"]);
    site.server.setPresence("anna", "offline");
    await page.getByRole("button", { name: "Your status: Invisible" }).waitFor();
  });
});

it("[BUTTON8] the status menu lets one be busy during calls, by keyboard", async () => {
  site.server.setPresence("anna", "available");
  site.server.answer = ({ input }) => input;
  const page = await site.open({ body: "<ringline-status-menu></ringline-status-menu>" });
  await page.getByRole("button", { name: "Your status: Available" }).focus();
  await openStatusMenu(page);

  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Your status: Available" }).click();
  await page.getByRole("menuitemcheckbox", { name: "Busy during calls", checked: true }).waitFor();

  expect(site.server.requested("presence.set").at(-1)?.input).toEqual({ whileInCall: "busy" });
});

/** By keyboard, from its button; the chosen one has the focus then. */
async function openStatusMenu(page: Page): Promise<void> {
  await page.keyboard.press("ArrowDown");
  const chosen = page.getByRole("menuitemradio", { name: "Available", checked: true });
  await expect.poll(() => chosen.evaluate((item) => item.matches(":focus"))).toBe(true);
}

async function seatOf(secret: string): Promise<string> {
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(secret));
  return Buffer.from(hash).toString("base64url");
}
