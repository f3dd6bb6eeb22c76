import axe from "axe-core";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { ringing } from "../testing/calls.ts";
import { ElementsSite } from "../testing/elements-site.ts";

let site: ElementsSite;

beforeAll(async () => {
  site = await ElementsSite.start();
});
afterEach(() => site.reset());
afterAll(() => site.stop());

const BODY = `<button id="own" onclick="document.title = 'pressed'">Own</button>`;
const BEFORE = "globalThis.answers = []";

/** Runs in the page, where `dialogs` are its own and `answers` gathers what is answered. */
function run(page: Page, script: string): Promise<unknown> {
  return page.evaluate(`(() => {
    globalThis.dialogs ??= page.dialogs();
    const keep = (name) => (answer) => answers.push(name + ": " + answer);
    ${script}
  })()`);
}

const answers = (page: Page) => page.evaluate("answers");
const open = (options: Parameters<ElementsSite["open"]>[0] = {}) =>
  site.open({ body: BODY, before: BEFORE, ...options });

describe("dialogs", () => {
  it("[DIALOG1] ask by OK and Cancel, tell by OK, and give the focus back", async () => {
    const page = await open();
    await page.getByRole("button", { name: "Own" }).focus();

    await run(page, `dialogs.confirm("Leave?", "The call goes on.").then(keep("leave"))`);
    const question = page.getByRole("alertdialog", {
      name: "Leave?",
      description: "The call goes on.",
    });
    await question.waitFor();
    expect(
      await page.evaluate("document.activeElement.shadowRoot.activeElement.textContent.trim()"),
    ).toBe("Cancel");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await question.waitFor({ state: "detached" });
    expect(await page.evaluate("document.activeElement.id")).toBe("own");

    await run(page, `dialogs.info("Done", "All is well.").then(keep("done"))`);
    const information = page.getByRole("dialog", { name: "Done" });
    expect(await information.getByRole("button").allInnerTexts()).toEqual(["OK"]);
    await page.keyboard.press("Escape");
    await information.waitFor({ state: "detached" });

    expect(await answers(page)).toEqual(["leave: ok", "done: cancel"]);
    expect(await page.evaluate("document.activeElement.id")).toBe("own");
  });

  it("[DIALOG1] block the page, but not a call that rings", async () => {
    const page = await open();
    await run(page, `dialogs.warn("Wait", "Something is odd.").then(keep("wait"))`);
    const warning = page.getByRole("alertdialog", { name: "Wait" });
    await warning.waitFor();
    const own = page.getByRole("button", { name: "Own" });
    await expect(own.click({ timeout: 300 })).rejects.toThrow(/intercepts|Timeout/);

    site.server.put(ringing());
    await page.getByRole("button", { name: "Decline" }).click();
    await expect.poll(() => site.server.requested("calls.decline").length).toBe(1);

    expect(await warning.isVisible()).toBe(true);
    await warning.getByRole("button", { name: "OK" }).press("Escape");
    expect(await answers(page)).toEqual(["wait: cancel"]);
  });

  it("[DIALOG2] come one after the other; behind ten that wait a further one answers Cancel at once", async () => {
    const page = await open();
    await run(page, `for (let n = 1; n <= 12; n++) dialogs.info("Number " + n, "").then(keep(n));`);
    await page.getByRole("dialog", { name: "Number 1", exact: true }).waitFor();
    expect(await answers(page)).toEqual(["12: cancel"]);

    for (let n = 1; n <= 11; n++) {
      await page.getByRole("dialog", { name: `Number ${n}`, exact: true }).waitFor();
      expect(await page.getByRole("dialog").count()).toBe(1);
      await page.keyboard.press("Enter");
    }

    await page.getByRole("dialog").waitFor({ state: "detached" });
    const all = Array.from({ length: 11 }, (_, n) => `${n + 1}: ok`);
    expect(await answers(page)).toEqual(["12: cancel", ...all]);
  });

  it("[DIALOG2] are one row for all that make some, and go with whoever made them or with the page's contents", async () => {
    const page = await open();
    await run(
      page,
      `globalThis.others = page.dialogs("fr");
      dialogs.info("Mine", "").then(keep("mine"));
      others.confirm("Theirs", "").then(keep("theirs"));
      others.notice.error("Their notice", "");`,
    );
    await page.getByRole("dialog", { name: "Mine" }).waitFor();
    expect(await page.locator("ringline-dialogs").count()).toBe(1);

    await run(page, "others.close()");
    expect(await answers(page)).toEqual(["theirs: cancel"]);
    await page.evaluate("document.body.replaceChildren()");
    await expect.poll(() => answers(page)).toEqual(["theirs: cancel", "mine: cancel"]);
    await run(page, `others.confirm("Encore", "").then(keep("again"))`);

    await page
      .getByRole("alertdialog", { name: "Encore" })
      .getByRole("button", { name: "Annuler" })
      .click();
    expect(await answers(page)).toContain("again: cancel");
    expect(await page.getByText("Their notice").count()).toBe(0);
  });

  it("[DIALOG3] show text as text, of a bounded length, and details as the element that they are", async () => {
    const page = await open();
    await run(
      page,
      `
      const details = document.createElement("label");
      details.innerHTML = 'Why <input name="why">';
      dialogs.error("<b>Bad</b>", "<img src=x onerror=\\"document.title='run'\\">" + "x".repeat(5_000), { details });`,
    );
    const error = page.getByRole("alertdialog", { name: "<b>Bad</b>" });
    await error.getByRole("textbox", { name: "Why" }).fill("because");

    expect(await error.locator("img, b").count()).toBe(0);
    expect((await error.innerText()).length).toBeLessThan(2_300);
    expect(await page.title()).toBe("Stream");
  });

  it("[DIALOG4] of an error show its reference, and copy it; where that is refused they mark it", async () => {
    const page = await open({ permissions: ["clipboard-read", "clipboard-write"] });
    await run(page, `dialogs.error("Failed", "It broke.", { reference: "ab12-cd34" })`);
    const error = page.getByRole("alertdialog", { name: "Failed" });
    await error.getByText("Reference ab12-cd34").waitFor();
    await error.getByRole("button", { name: "Copy" }).click();
    await error.getByRole("status").filter({ hasText: "Copied" }).waitFor();
    expect(await page.evaluate("navigator.clipboard.readText()")).toBe("ab12-cd34");

    await page.evaluate("navigator.clipboard.writeText = () => Promise.reject(new Error('no'))");
    await error.getByRole("button", { name: "Copy" }).click();
    await error.getByText("Marked: copy it by keyboard").waitFor();
    expect(await page.evaluate("String(getSelection())")).toBe("ab12-cd34");
  });
});

describe("notices", () => {
  const item = (page: Page, title: string) => page.getByRole("listitem").filter({ hasText: title });

  it("[DIALOG5] leave by themselves, information after 8 s, a warning after 30 s, an error never; not while somebody is on one", async () => {
    const page = await open();
    await page.clock.install();
    await run(
      page,
      `dialogs.notice.info("Saved", "x", { onShow: () => answers.push("shown") });
      dialogs.notice.warn("Slow", ""); dialogs.notice.error("Broken", "");`,
    );
    await item(page, "Saved").waitFor();
    await expect.poll(() => answers(page)).toEqual(["shown"]);
    await page.clock.runFor(5_000);
    await item(page, "Broken").hover();
    await page.clock.runFor(20_000);
    expect(await page.getByRole("listitem").count()).toBe(3);

    await page.mouse.move(5, 500);
    await page.clock.runFor(3_500);
    await item(page, "Saved").waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Close: Broken" }).focus();
    await page.clock.runFor(60_000);
    expect(await item(page, "Slow").count()).toBe(1);
    await page.getByRole("button", { name: "Own" }).focus();
    await page.clock.runFor(30_000);
    await item(page, "Slow").waitFor({ state: "detached" });
    await page.clock.runFor(3_600_000);

    await page.getByRole("button", { name: "Close: Broken" }).press("Escape");
    await item(page, "Broken").waitFor({ state: "detached" });
  });

  it("[DIALOG5] are announced, stand three at once with ten waiting, wait behind a dialog, and close by their handle", async () => {
    const page = await open();
    await run(
      page,
      `globalThis.handles = Array.from({ length: 15 }, (_, n) =>
      dialogs.notice.error("Number " + (n + 1), "", { onShow: () => answers.push(n + 1) }));`,
    );
    await page.getByRole("alert").filter({ hasText: "Error: Number 3" }).waitFor();
    expect(await page.getByRole("listitem").allInnerTexts()).toEqual([
      "Number 1",
      "Number 2",
      "Number 3",
    ]);

    await run(page, `dialogs.info("Above", "")`);
    await page.getByRole("dialog", { name: "Above" }).waitFor();
    await run(page, "handles[0].close(); handles[1].close();");
    await expect.poll(() => page.locator("li").count()).toBe(1);
    await page.keyboard.press("Escape");
    await expect.poll(() => page.getByRole("listitem").count()).toBe(3);
    await run(page, "for (const handle of handles) handle.close()");

    await expect.poll(() => page.getByRole("listitem").count()).toBe(0);
    expect(await answers(page)).toEqual([1, 2, 3, 4, 5]);
  });
});

describe("everybody can use them", () => {
  const LOOKS = [
    ["en", "light", 320],
    ["de", "dark", 320],
    ["fr", "light", 1000],
    ["ar", "dark", 320],
    ["ar", "light", 1000],
  ] as const;
  const OK = { en: "OK", de: "OK", fr: "OK", ar: "موافق" };

  it.each(LOOKS)(
    "[DIALOG6] in %s, %s, at %i px: no violation, nothing small, nothing wide",
    async (lang, colorScheme, width) => {
      const page = await open({
        lang,
        colorScheme,
        reducedMotion: "reduce",
        viewport: { width, height: 640 },
      });
      await page.addScriptTag({ content: axe.source });
      const check = async () => {
        await page.waitForTimeout(100);
        expect(await violations(page)).toEqual([]);
        expect(await smallTargets(page)).toEqual([]);
        expect(await page.evaluate("document.documentElement.scrollWidth - innerWidth")).toBe(0);
      };
      await run(
        page,
        `for (const kind of ["info", "warn", "error"])
      dialogs.notice[kind]("The call to Bob Meyer ended", "Averylongwordthathasnoplacetobreakandwantsout ".repeat(2));`,
      );
      await page.getByRole("listitem").nth(2).waitFor();
      const animation =
        "document.querySelector('ringline-dialogs').shadowRoot.querySelector('ringline-notices')";
      expect(
        await page.evaluate(
          `getComputedStyle(${animation}.shadowRoot.querySelector("li")).animationName`,
        ),
      ).toBe("none");
      await check();
      await run(
        page,
        `for (const kind of ["confirm", "error"])
      dialogs[kind]("End the call with Bob Meyer?", "Carol goes on without you. ".repeat(4), { reference: "anna-7f3c2a90-1763716800" });`,
      );
      for (let answered = 0; answered < 2; answered++) {
        await page.getByRole("alertdialog").waitFor();
        await check();
        await page.getByRole("button", { name: OK[lang], exact: true }).click();
      }
    },
  );
});

async function violations(page: Page): Promise<string[]> {
  return page.evaluate(`axe.run().then(({ violations }) => violations.map(({ id, nodes }) =>
    id + ": " + nodes.map(({ html, any }) => html.slice(0, 120) + " " + (any[0]?.message ?? "")).join(" | ")))`);
}

async function smallTargets(page: Page): Promise<string[]> {
  const buttons = await page.locator("ringline-dialogs button").all();
  const boxes = await Promise.all(buttons.map((button) => button.boundingBox()));
  return boxes
    .filter((box) => box !== null && (box.width < 44 || box.height < 44))
    .map((box) => JSON.stringify(box));
}
