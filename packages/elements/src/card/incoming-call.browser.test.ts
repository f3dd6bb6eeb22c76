import { CallError } from "@ringline/protocol";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { answered, ended, groupCall, groupRing, placed, ringing } from "../testing/calls.ts";
import { ElementsSite } from "../testing/elements-site.ts";

const BODY = `<input aria-label="Post"><button id="here">Here</button>`;
const here = { id: "phone", label: "Safari on iPhone" };

let site: ElementsSite;

beforeAll(async () => {
  site = await ElementsSite.start();
});
afterEach(() => site.reset());
afterAll(() => site.stop());

const card = (page: Page, name = "Bob Meyer") =>
  page.getByRole("alertdialog", { name: `${name} is calling you`, exact: true });
const cardButton = (page: Page, name: string) =>
  card(page).getByRole("button", { name, exact: true });
const focused = (page: Page) =>
  page.evaluate(`(() => {
    let at = document.activeElement;
    while (at.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
    return at.getAttribute("role") ?? at.id ?? at.localName;
  })()`);

describe("the incoming card", () => {
  it("[CARD1] says who calls, how, and about what, and is announced", async () => {
    const page = await site.open({ body: BODY });

    site.server.put(ringing({ about: { title: "Invoice 7", url: "https://site.example/7" } }));

    await card(page).getByText("Video call").waitFor();
    await card(page).getByText("bob", { exact: true }).waitFor();
    expect(await card(page).getByRole("link", { name: "Invoice 7" }).getAttribute("href")).toBe(
      "https://site.example/7",
    );
    await page
      .getByRole("alert")
      .getByText("Bob Meyer is calling you")
      .waitFor({ state: "attached" });
    expect(await page.getByRole("alertdialog").count()).toBe(1);
  });

  it("[CARD1] stands once for each of several calls", async () => {
    const page = await site.open({ body: BODY });
    const eve = { type: "user", id: "eve", name: "Eve" } as const;

    site.server.put(ringing());
    site.server.put(ringing({ id: "c2", caller: eve }));

    await card(page, "Eve").waitFor();
    expect(await page.getByRole("alertdialog").count()).toBe(2);
  });

  it("[CARD17] says who calls which space; it goes when it was declined or is over for this person", async () => {
    const page = await site.open({ body: BODY });
    const group = page.getByRole("alertdialog", { name: "Bob Meyer is calling Design" });

    site.server.put(groupRing());
    await group.waitFor();
    await page
      .getByRole("alert")
      .getByText("Bob Meyer is calling Design")
      .waitFor({ state: "attached" });
    await group.getByRole("button", { name: "Decline" }).click();
    await group.waitFor({ state: "detached" });

    expect(site.server.requested("calls.decline")).toMatchObject([{ input: { call: "c1" } }]);
    site.server.put(groupCall("missed"));
    await page.getByText("Missed call from Bob Meyer").waitFor();
  });

  it("[CARD2] answers nothing in the first 300 ms, nor after it moved", async () => {
    const page = await site.open({ body: BODY });
    await page.evaluate(`void (globalThis.pressed = new Promise((tell) => {
      const press = () => {
        const card = document.querySelector("ringline-call-layer").shadowRoot.querySelector("ringline-incoming-call");
        const answer = card?.shadowRoot?.querySelector("[part=answer]");
        if (!answer) return setTimeout(press, 5);
        answer.click();
        tell(answer.getAttribute("aria-disabled"));
      };
      press();
    }))`);
    site.server.put(ringing());

    expect(await page.evaluate("pressed")).toBe("true");
    await page.waitForTimeout(100);
    expect(site.server.requested("calls.answer")).toEqual([]);

    await expect.poll(() => cardButton(page, "Answer").getAttribute("aria-disabled")).toBe("false");
    site.server.put(ringing({ id: "c2" }));
    await expect
      .poll(() => cardButton(page, "Answer").first().getAttribute("aria-disabled"), {
        interval: 20,
      })
      .toBe("true");
  });

  it("[CARD3] [CARD25] takes the focus, answers by Enter and gives it back", async () => {
    site.server.answer = () => ({ call: answered(ringing(), here) });
    const page = await site.open({ body: BODY });
    await page.locator("#here").focus();
    site.server.put(ringing());
    await expect.poll(() => focused(page)).toBe("alertdialog");
    await expect.poll(() => cardButton(page, "Answer").getAttribute("aria-disabled")).toBe("false");

    const [window] = await Promise.all([page.waitForEvent("popup"), page.keyboard.press("Enter")]);

    await card(page).waitFor({ state: "detached" });
    expect(await focused(page)).toBe("here");
    const { pathname, searchParams } = new URL(window.url());
    expect([pathname, searchParams.get("camera")]).toEqual(["/call", "on"]);
    expect(site.server.requested("calls.answer")).toHaveLength(1);
  });

  it("[CARD13] [PAGE6] answers an audio call without a picture, by the call page's address", async () => {
    const audio = ringing({ media: "audio" });
    site.server.answer = () => ({ call: answered(audio, here) });
    const page = await site.open({ body: BODY });
    site.server.put(audio);
    await expect.poll(() => cardButton(page, "Answer").getAttribute("aria-disabled")).toBe("false");

    const [window] = await Promise.all([
      page.waitForEvent("popup"),
      cardButton(page, "Answer").click(),
    ]);

    expect(new URL(window.url()).search).toBe("?lang=en&media=audio");
  });

  it("[CARD3] declines by Escape", async () => {
    site.server.answer = () => ({ call: ended(ringing(), "declined") });
    const page = await site.open({ body: BODY });
    site.server.put(ringing());
    await expect.poll(() => focused(page)).toBe("alertdialog");

    await page.keyboard.press("Escape");

    await card(page).waitFor({ state: "detached" });
    expect(site.server.requested("calls.decline").map(({ input }) => input.call)).toEqual(["c1"]);
  });

  it("[CARD4] leaves the focus with somebody who writes", async () => {
    const page = await site.open({ body: BODY });
    await page.getByRole("textbox", { name: "Post" }).focus();
    site.server.put(ringing());
    await card(page).waitFor();

    await page.keyboard.type("x");
    await page.keyboard.press("Enter");

    expect(await page.getByRole("textbox", { name: "Post" }).inputValue()).toBe("x");
    expect(site.server.requested("calls.answer")).toEqual([]);
  });

  it("[CARD5] declines when it is closed, and comes back when that was refused", async () => {
    const page = await site.open({ body: BODY });
    site.server.put(ringing());
    site.server.answer = () => {
      throw new CallError("storage-unavailable");
    };

    await cardButton(page, "Close").click();

    await expect.poll(() => site.server.requested("calls.decline")).toHaveLength(1);
    await card(page).waitFor();
  });

  it.each(["knock", "aloud", "quietly"] as const)(
    "[CARD7] ends the call that runs when one that rings %s is answered",
    async (ring) => {
      site.server.put({ ...answered(placed(), here), id: "c0" });
      site.server.answer = () => ({ call: answered(ringing(), here) });
      const page = await site.open({ body: BODY });
      site.server.put(ringing({ ring }));

      await cardButton(page, "End and answer").click();

      await expect
        .poll(() => site.server.requested("calls.answer").map(({ input }) => input.leave))
        .toEqual(["c0"]);
    },
  );

  it("[CARD7] gives the focus back while another call runs, and takes it when that one is over", async () => {
    const page = await site.open({ body: BODY });
    await page.locator("#here").focus();
    site.server.put(ringing());
    await expect.poll(() => focused(page)).toBe("alertdialog");

    const call = { ...answered(placed(), here), id: "c0" };
    site.server.put(call);

    await cardButton(page, "End and answer").waitFor();
    await expect.poll(() => focused(page)).toBe("here");
    site.server.put({ ...ended(placed(), "hung-up"), id: "c0", revision: call.revision + 1 });
    await cardButton(page, "Answer").waitFor();
    await expect.poll(() => focused(page)).toBe("alertdialog");
    expect(site.server.requested("calls.answer")).toEqual([]);
  });

  it("[CARD2] answers nothing in the 300 ms after a press would do another thing", async () => {
    const page = await site.open({ body: BODY });
    site.server.put(ringing());
    await expect.poll(() => cardButton(page, "Answer").getAttribute("aria-disabled")).toBe("false");

    site.server.put({ ...answered(placed(), here), id: "c0" });

    const inCall = cardButton(page, "End and answer");
    await expect.poll(() => inCall.getAttribute("aria-disabled"), { interval: 20 }).toBe("true");
    await expect.poll(() => inCall.getAttribute("aria-disabled")).toBe("false");
  });

  it("[CARD8] goes when another device answers, and says which", async () => {
    const page = await site.open({ body: BODY });
    site.server.put(ringing());
    await card(page).waitFor();

    site.server.put(answered(ringing(), here));

    await page.getByText("Answered on Safari on iPhone").waitFor();
    expect(await card(page).count()).toBe(0);
  });

  it("[CARD8] leaves a missed call behind, counted", async () => {
    const page = await site.open({ body: BODY });
    for (const id of ["c1", "c2"]) {
      site.server.put(ringing({ id }));
      await card(page).waitFor();
      site.server.put(ended(ringing({ id }), "no-answer"));
      await card(page).waitFor({ state: "detached" });
    }

    await page.getByText("2 missed calls from Bob Meyer").waitFor();
  });

  it("[CARD9] shows names and titles as text that turns nothing round", async () => {
    const page = await site.open({ body: BODY });
    const name = `<img src=x onerror="globalThis.polluted=1">\u202e سارة`;
    site.server.put(
      ringing({
        caller: { type: "user", id: "<b>eve</b>", name, picture: "javascript:alert(1)" },
        about: { title: "<script>1</script>", url: "javascript:alert(1)" },
      }),
    );

    await page.getByRole("alertdialog").getByText("<b>eve</b>").waitFor();

    expect(await page.getByRole("alertdialog").locator("bdi").allTextContents()).toEqual([
      name.replace("\u202e", ""),
      "<b>eve</b>",
      "<script>1</script>",
    ]);
    expect(await page.getByRole("alertdialog").locator("img, a, script").count()).toBe(0);
    expect(await page.evaluate("globalThis.polluted")).toBeUndefined();
  });

  it("[BUTTON4] has no Answer in a browser without WebRTC", async () => {
    const page = await site.open({ body: BODY, before: "delete globalThis.RTCPeerConnection" });
    site.server.put(ringing());

    await card(page).getByText("This browser cannot make calls.", { exact: false }).waitFor();

    expect(
      await card(page)
        .getByRole("button", { name: /Answer/ })
        .count(),
    ).toBe(0);
    await cardButton(page, "Decline").waitFor();
  });
});
