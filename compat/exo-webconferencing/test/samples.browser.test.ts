import type { LogLine, Result } from "@ringline/protocol";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, type TestContext, test } from "vitest";
import { ExoSite } from "./exo-site.ts";
import { filled, seedBlocks, seedsMissing } from "./seed-blocks.ts";

// The code of the older product's documents as it stands, in the pages of two people; what it does is seen from the other's.
// Nothing is given to it but its free variables, and only its marked gaps are filled.
let site: ExoSite;
/** Two cores for all: what takes milliseconds may take seconds. */
const eventually = (look: () => unknown) => expect.poll(look, { timeout: 10_000 });

beforeAll(async () => {
  site = await ExoSite.start({ account: "My Connector name" });
  for (const person of ["marry", "john", "peter"])
    await site.giveAccount(person, `${person}@im`, "myconnector");
});
afterEach(() => site.reset());
afterAll(() => site.stop());

const SETTINGS = `{ type: "myconnector", supportedTypes: ["myconnector"], title: "My Connector" }`;
/** What both pages keep, to be looked at: the updates that this person was told, and the lines of the console. */
const KEEP = `
  window.updates = []; window.lines = [];
  for (const level of ["debug", "info", "warn", "error"]) {
    const known = console[level]; console[level] = (...all) => { lines.push(String(all[0])); known(...all); };
  }`;
const listen = (person: string) =>
  `webConferencing.onUserUpdate("${person}", (update) => updates.push(update));`;

/** The short guide's block: a method of the provider. */
function guide(): string {
  return `(() => {
    const self = { getType: () => "myconnector", getSupportedTypes: () => ["myconnector"], getTitle: () => "My Connector" };
    const log = webConferencing.getLog("myconnector");
    new Function("$", "webConferencing", "self", "log", ${JSON.stringify(seedBlocks("000")[0])}).call(self, $, webConferencing, self, log);
    webConferencing.addProvider(self);
    webConferencing.update();
  })();`;
}

/** The architecture's block: the value of an expression is the provider. */
function architecture({ accepts = true }: { accepts?: boolean } = {}): string {
  // Those who have an account of the connector, by their ids.
  const participants = `var all = target.group ? target.members : { me: context.currentUser, other: target };
    for (var key in all) if (webConferencing.imAccount(all[key], "myconnector")) ims.push(all[key].id);`;
  let code = seedBlocks("001")[0] ?? "";
  code = filled(
    code,
    "// Collect all participants (ims) for a call\n            // ....",
    participants,
  );
  if (!accepts) code = filled(code, "var accepted = true;", "var accepted = false;");
  return `(() => {
    const self = {};
    const log = webConferencing.getLog("myconnector");
    const code = ${JSON.stringify(code.trim().replace(/;$/, ""))};
    window.provider = new Function("$", "webConferencing", "self", "log", "settings", "return (" + code + "\\n)")(
      $, webConferencing, self, log, ${SETTINGS});
    Object.setPrototypeOf(self, provider);
    webConferencing.addProvider(provider);
    webConferencing.update();
  })();`;
}

function open(person: string, options: { script?: string; body?: string } = {}): Promise<Page> {
  const { script = "", body = "" } = options;
  const user = { imAccounts: { myconnector: [{ type: "myconnector", id: `${person}@im` }] } };
  return site.open({ person, body, user, script: KEEP + script });
}

/** With what the page's listener is told from now on. */
async function listening(page: Page, person: string): Promise<Page> {
  await page.evaluate(listen(person));
  return page;
}

const mark = (kind: "user" | "space", id: string) => `<div data-call-${kind}="${id}"></div>`;
const press = (page: Page) => page.getByRole("button", { name: "My Call" }).click();
const updates = (page: Page) => page.evaluate("updates");
const linesOf = async (page: Page) => ((await page.evaluate("lines")) as string[]).join("\n");
const getCall = (page: Page, id: string) =>
  page.evaluate(`webConferencing.getCall("${id}").catch(({ code }) => code)`);

/** Without the documents there is nothing to run; said, and not passed over in silence. */
function needSeeds({ skip }: TestContext): void {
  if (seedsMissing) skip(seedsMissing);
}

const CALL = { callId: "my_call_2we34aldfg9876cdasqwdd", providerType: "myconnector" };
const PAIR = { callId: "p/john-marry", providerType: "myconnector" };
const CLUB = { callId: "g/book_club", providerType: "myconnector" };
const marrys = { owner: { id: "marry", type: "user" } };

test("[EXO70] the guide's button creates the call, and the other person's press joins it", async (context) => {
  needSeeds(context);
  const marry = await listening(
    await open("marry", { script: guide(), body: mark("user", "john") }),
    "marry",
  );
  const john = await listening(
    await open("john", { script: guide(), body: mark("user", "marry") }),
    "john",
  );
  expect(await marry.getByRole("button", { name: "My Call" }).getAttribute("title")).toBe(
    "John Smith",
  );

  await press(marry);
  await eventually(() => updates(john)).toContainEqual({
    eventType: "call_state",
    callState: "started",
    ...CALL,
    ...marrys,
  });
  await eventually(() => linesOf(marry)).toContain(`Call created: ${CALL.callId}`);
  expect(await getCall(john, CALL.callId)).toMatchObject({
    state: "started",
    title: "John Smith",
    owner: { id: "marry", title: "Marry Kay" },
    participants: [{ id: "marry" }, { id: "john" }],
  });

  await press(john);
  await eventually(() => updates(marry)).toContainEqual({
    eventType: "call_joined",
    part: { id: "john" },
    ...CALL,
    ...marrys,
  });
});

test("[EXO71] the guide's press by somebody who is in another call shows the error", async (context) => {
  needSeeds(context);
  const john = await open("john", { script: guide(), body: mark("user", "marry") });
  const peter = await listening(await open("peter"), "peter");
  await john.evaluate(`webConferencing.addCall("p/john-peter",
    { owner: "john", ownerType: "user", provider: "other", participants: "john;peter" })`);
  await eventually(() => updates(peter)).toContainEqual(
    expect.objectContaining({ callState: "started" }),
  );
  await peter.evaluate(`webConferencing.updateUserCall("p/john-peter", "joined")`);
  const marry = await open("marry", { script: guide(), body: mark("user", "john") });
  await press(marry);
  await eventually(() => getCall(john, CALL.callId)).toMatchObject({ state: "started" });

  await press(john);
  const dialog = john.getByRole("alertdialog", { name: "Joining call error" });
  await dialog.waitFor();
  await dialog.getByRole("button", { name: "OK" }).click();
});

test("[EXO72] the architecture's provider: a press rings at the other, whose provider accepts, and the caller sees them join", async (context) => {
  needSeeds(context);
  const marry = await listening(
    await open("marry", { script: architecture(), body: mark("user", "john") }),
    "marry",
  );
  const john = await listening(await open("john", { script: architecture() }), "john");

  await press(marry);
  await eventually(() => updates(marry)).toContainEqual({
    eventType: "call_joined",
    part: { id: "john" },
    ...PAIR,
    ...marrys,
  });
  expect(await updates(john)).toContainEqual({
    eventType: "call_state",
    callState: "started",
    ...PAIR,
    ...marrys,
  });
  await eventually(() => linesOf(john)).toContain("Incoming call: p/john-marry");
  await eventually(() => linesOf(marry)).toContain("Call created: p/john-marry");

  await marry.evaluate(`webConferencing.deleteCall("p/john-marry")`);
  await eventually(() => updates(john)).toContainEqual({
    eventType: "call_state",
    callState: "stopped",
    ...PAIR,
    ...marrys,
  });
  await eventually(() => linesOf(john)).toContain("Call stopped remotelly: p/john-marry");
  expect(await getCall(marry, "p/john-marry")).toBe("NOT_FOUND_ERROR");
});

test("[EXO73] the architecture's provider declines: the call is deleted, and the caller sees it stop", async (context) => {
  needSeeds(context);
  const marry = await listening(
    await open("marry", { script: architecture(), body: mark("user", "john") }),
    "marry",
  );
  const john = await open("john", { script: architecture({ accepts: false }) });

  await press(marry);
  await eventually(() => updates(marry)).toContainEqual({
    eventType: "call_state",
    callState: "stopped",
    ...PAIR,
    ...marrys,
  });
  await eventually(() => linesOf(john)).toContain("Deleted call: p/john-marry");
  expect(await getCall(marry, "p/john-marry")).toBe("NOT_FOUND_ERROR");
  expect(await getCall(john, "p/john-marry")).toBe("NOT_FOUND_ERROR");
});

test("[EXO74] the architecture's provider in a space: one declines by leaving, the call goes on, and a second press joins it", async (context) => {
  needSeeds(context);
  const owner = { owner: { id: "book_club", type: "space" } };
  const body = mark("space", "book_club");
  const marry = await listening(await open("marry", { script: architecture(), body }), "marry");
  const john = await listening(
    await open("john", { script: architecture({ accepts: false }), body }),
    "john",
  );

  await press(marry);
  await eventually(() => updates(marry)).toContainEqual({
    eventType: "call_leaved",
    part: { id: "john" },
    ...CLUB,
    ...owner,
  });
  expect(await getCall(marry, "g/book_club")).toMatchObject({ state: "started" });

  await press(john);
  await eventually(() => updates(marry)).toContainEqual({
    eventType: "call_joined",
    part: { id: "john" },
    ...CLUB,
    ...owner,
  });
  await eventually(() => linesOf(john)).toContain("Joining call: g/book_club");
});

test("[EXO75] the architecture's settings form is loaded and shown, to whom it was opened for alone", async (context) => {
  needSeeds(context);
  const john = await open("john", { script: architecture() });
  const page = await open("marry", { script: architecture() });
  await page.evaluate(
    `webConferencing.getProvider("myconnector").done((provider) => provider.showSettings())`,
  );
  await page.getByLabel("Address").waitFor();
  expect(await john.getByLabel("Address").count()).toBe(0);
});

/** What an administrator's browser reads of the journal, once it is there. */
async function readLog(root: Page, query: Record<string, string>): Promise<LogLine[]> {
  const url = `${site.callServer}/v1/logs?${new URLSearchParams(query)}`;
  let found: Result<"logs.find"> | undefined;
  await eventually(async () => {
    found = (await root.evaluate(`(async () => {
      const { token } = await (await fetch("/token")).json();
      const headers = { authorization: "Bearer " + token };
      return await (await fetch(${JSON.stringify(url)}, { headers })).json();
    })()`)) as Result<"logs.find">;
    return (found.entry ?? found.lines?.[0]) !== undefined;
  }).toBe(true);
  return found?.entry ? [found.entry] : (found?.lines ?? []);
}

const LINE = (level: string, name: string, message: string) =>
  new RegExp(
    `^[|] ${level.padEnd(5)} [|] \\[${name}_\\d{6}\\] ${message} -- 20\\d\\d-[\\d-]+T[\\d:.]+Z$`,
    "m",
  );

test("[EXO76] the architecture's loggers print the documented lines, which somebody else reads on the server", async (context) => {
  needSeeds(context);
  await site.switchLog("myconnector", true);
  const root = await open("root");
  const page = await open("marry");
  const [, plain = "", prefixed = ""] = seedBlocks("001");
  for (const block of [plain, prefixed]) {
    const code = JSON.stringify(filled(block, /^\s*[.]{4}\s*$/m, ""));
    await page.evaluate(
      `new Function("webConferencing", "callId", ${code})(webConferencing, "mary@peter")`,
    );
  }
  const lines = await linesOf(page);
  expect(lines).toMatch(LINE("INFO", "myconnector", "Incoming call: mary@peter"));
  expect(lines).toMatch(LINE("INFO", "myconnector[.]call", "Starting call: mary@peter"));
  const written = { person: "marry", provider: "myconnector", level: "info" };
  for (const [text, prefix] of [
    ["Incoming call: mary@peter", undefined],
    ["Starting call: mary@peter", "call"],
  ] as const)
    expect((await readLog(root, { text }))[0]).toMatchObject({
      ...written,
      message: text,
      ...(prefix && { prefix }),
    });
  await site.switchLog("myconnector", false);
});

test("[EXO77] the architecture's errors are shown with a reference by which somebody else finds them", async (context) => {
  needSeeds(context);
  const root = await open("root");
  const page = await open("marry");
  const [, , , shown = "", custom = ""] = seedBlocks("001");
  await page.evaluate(
    `new Function("log", ${JSON.stringify(shown)})(webConferencing.getLog("myconnector"))`,
  );
  const dialog = page.getByRole("alertdialog", { name: "Error title" });
  await dialog.getByText("Error message for user").waitFor();
  const reference = (await dialog.locator("code").textContent()) ?? "";
  expect(reference).toMatch(/^marry-\d{6}-20\d\d-[\d-]+T[\d:.]+Z$/);
  expect(await linesOf(page)).toMatch(
    LINE("ERROR", "myconnector", "Message to log. Error: Call failure exception"),
  );
  expect((await readLog(root, { reference }))[0]).toMatchObject({
    message: "Message to log. Error: Call failure exception",
    person: "marry",
    provider: "myconnector",
    reference,
  });

  const other = (await page.evaluate(`new Promise((resolve) =>
    new Function("log", "err", "showMyCustomError", ${JSON.stringify(custom)})(
      webConferencing.getLog("myconnector"), new Error("broken"), (...all) => resolve(all)))`)) as string[];
  expect(other).toEqual([
    "Error title",
    "Error message for user",
    expect.stringMatching(/^marry-\d{6}-20/),
  ]);
  expect((await readLog(root, { reference: other[2] ?? "" }))[0]).toMatchObject({
    person: "marry",
    message: "Message to log. Error: [Error] broken",
  });
});
