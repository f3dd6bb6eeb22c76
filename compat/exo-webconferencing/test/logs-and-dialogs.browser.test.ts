import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { ExoSite } from "./exo-site.ts";

let site: ExoSite;

beforeAll(async () => {
  site = await ExoSite.start();
});
afterEach(() => site.reset());
afterAll(() => site.stop());

const KEEP = `window.lines = [];
  for (const level of ["debug", "info", "warn", "error"]) {
    const known = console[level]; console[level] = (...all) => { lines.push(String(all[0])); known(...all); };
  }`;
const open = (person: string): Promise<Page> => site.open({ person, script: KEEP });
const linesOf = async (page: Page) => (await page.evaluate("lines")) as string[];

test("[EXO58] a logger has one format and its own name; a prefix makes another one and leaves the first as it was", async () => {
  const page = await open("mary");
  await page.evaluate(`(() => {
    const log = webConferencing.getLog("myconnector");
    const call = log.prefix("call");
    log.info("one"); call.warn("two", { message: "why" }); log.debug("three", null); log.trace("four");
    call.prefix("media").info("five"); webConferencing.getLog("myconnector").info("six"); webConferencing.getLog().info("seven");
    webConferencing.getLog("Odd Name!").info("eight");
  })()`);
  const lines = (await linesOf(page)).map((line) =>
    line.replace(/_\\d{6}\\]|_\d{6}\]/, "]").replace(/ -- 20.*Z$/, ""),
  );
  expect(lines).toEqual(
    expect.arrayContaining([
      "| INFO  | [myconnector] one",
      "| WARN  | [myconnector.call] two. Error: why",
      "| DEBUG | [myconnector] three",
      "| TRACE | [myconnector] four",
      "| INFO  | [myconnector.call.media] five",
      "| INFO  | [myconnector] six",
      "| INFO  | [webconferencing] seven",
      "| INFO  | [odd_name_] eight",
    ]),
  );
  expect(await page.evaluate(`webConferencing.getLog("x1") === webConferencing.getLog("x1")`)).toBe(
    true,
  );
  expect(
    await page.evaluate(
      `lines.every((line) => line.includes(webConferencing.getUser().clientId) || !line.startsWith("| "))`,
    ),
  ).toBe(true);
});

test("[EXO59] error answers its reference with the remote log off, by either form of its arguments, and it finds the entry", async () => {
  const page = await open("mary");
  const references = (await page.evaluate(`(async () => {
    const log = webConferencing.getLog("myconnector").prefix("call");
    const of = (...all) => new Promise((resolve) => log.error(...all, resolve));
    return [
      await of("With an error", { code: "NOT_FOUND_ERROR", message: "Call not found", error: true }),
      await of("Without one"), await of("With nothing", null), await of("With an exception", new TypeError("odd")),
    ];
  })()`)) as string[];
  const clientId = await page.evaluate("webConferencing.getUser().clientId");
  expect(new Set(references).size).toBe(4);
  const messages = [
    "With an error. Error: [NOT_FOUND_ERROR] Call not found",
    "Without one",
    "With nothing",
    "With an exception. Error: [TypeError] odd",
  ];
  for (const [index, reference] of references.entries()) {
    expect(reference).toMatch(
      new RegExp(`^mary-${clientId}-20\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d[.]\\d{3}Z$`),
    );
    expect(await site.logOf(reference)).toMatchObject({
      message: messages[index],
      person: "mary",
      page: clientId,
      provider: "myconnector",
      prefix: "call",
      clientAt: reference.slice(`mary-${clientId}-`.length),
    });
  }
});

test("[EXO58] with the provider's remote log on, all but trace reach the server, with prefix, person and document", async () => {
  await site.switchLog("myconnector", true);
  const page = await open("mary");
  await page.evaluate(`(() => {
    const log = webConferencing.getLog("myconnector").prefix("call");
    log.trace("remote trace"); log.info("remote line", "with a reason"); webConferencing.getLog("other").info("remote other");
  })()`);
  const lines = await site.linesWith("remote");
  await site.switchLog("myconnector", false);
  expect(lines).toMatchObject([
    {
      level: "info",
      message: "remote line. Error: with a reason",
      person: "mary",
      provider: "myconnector",
      prefix: "call",
    },
  ]);
  expect(lines[0]?.page).toBe(await page.evaluate("webConferencing.getUser().clientId"));
});

test("[EXO63] dialogs answer ok or cancel, each in its turn; text is text, an element is the connector's own", async () => {
  const page = await open("mary");
  await page.evaluate(`(() => {
    window.answers = [];
    webConferencing.showInfo("First", "<b>not bold</b>").done((answer) => answers.push(["info", answer]));
    webConferencing.showConfirm("Second", "Sure?").done((answer) => answers.push(["confirm", answer]));
    webConferencing.showWarn("Third", $("<p><i>own element</i></p>")).done((answer) => answers.push(["warn", answer]));
    webConferencing.showError("Fourth", "It broke", "mary-123456-ref").done((answer) => answers.push(["error", answer]));
  })()`);
  const first = page.getByRole("dialog", { name: "First" });
  await first.getByText("<b>not bold</b>").waitFor();
  await first.getByRole("button", { name: "OK" }).click();
  const second = page.getByRole("alertdialog", { name: "Second" });
  await second.getByRole("button", { name: "Cancel" }).click();
  const third = page.getByRole("alertdialog", { name: "Third" });
  await third.waitFor();
  expect(await page.locator("i", { hasText: "own element" }).count()).toBe(1);
  await page.keyboard.press("Escape");
  const fourth = page.getByRole("alertdialog", { name: "Fourth" });
  await fourth.getByText("mary-123456-ref").waitFor();
  await fourth.getByRole("button", { name: "OK" }).click();
  await expect
    .poll(() => page.evaluate("answers"), { timeout: 10_000 })
    .toEqual([
      ["info", "ok"],
      ["confirm", "cancel"],
      ["warn", "cancel"],
      ["error", "ok"],
    ]);
});

test("[EXO63] buttons and reference of a dialog have the portal's words (§1.5 messages)", async () => {
  const messages = {
    "webconferencing.ok": "D'accord",
    "webconferencing.cancel": "<b>Non</b>",
    "webconferencing.errorReference": "Référence :",
  };
  const page = await site.open({ person: "mary", script: KEEP, context: { messages } });
  await page.evaluate(`(() => {
    webConferencing.showConfirm("Question", "Sure?");
    webConferencing.showError("Broken", "It broke", "mary-1-ref");
  })()`);
  const question = page.getByRole("alertdialog", { name: "Question" });
  await question.getByRole("button", { name: "D'accord" }).waitFor();
  await question.getByRole("button", { name: "<b>Non</b>" }).click();
  const error = page.getByRole("alertdialog", { name: "Broken" });
  await error.getByText("Référence : mary-1-ref").waitFor();
  await error.getByRole("button", { name: "D'accord" }).click();
});

test("[EXO63] notices tell their onInit once they stand there, and go by what it was given", async () => {
  const page = await open("mary");
  await page.evaluate(`(() => {
    window.shown = [];
    webConferencing.noticeInfo("Info", "Some <i>text</i>", (notice) => shown.push(notice));
    webConferencing.noticeWarn("Warning", "Careful", (notice) => shown.push(notice));
    window.returned = webConferencing.noticeError("Error", "Broken");
  })()`);
  const said = (text: string) => page.getByText(text, { exact: true });
  await said("Some <i>text</i>").waitFor();
  await said("Broken").waitFor();
  await expect.poll(() => page.evaluate("shown.length")).toBe(2);
  await page.evaluate("(shown[0].close(), shown[1].pnotify_remove(), returned.remove())");
  for (const text of ["Some <i>text</i>", "Careful", "Broken"])
    await said(text).waitFor({ state: "detached" });
});

test("[EXO63] log.showError shows what the error says where no text is given", async () => {
  const page = await open("mary");
  await page.evaluate(
    `webConferencing.getLog("myconnector").showError("For the log", { message: "What it says" }, "Title")`,
  );
  const dialog = page.getByRole("alertdialog", { name: "Title" });
  await dialog.getByText("What it says").waitFor();
  const reference = (await dialog.locator("code").textContent()) ?? "";
  expect(await site.logOf(reference)).toMatchObject({
    message: expect.stringContaining("For the log"),
  });
});
