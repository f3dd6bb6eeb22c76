import { readFile } from "node:fs/promises";
import type { LogLine } from "@ringline/protocol";
import type { BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { Administrator } from "../harness/administrator.ts";
import type { CallPage } from "../harness/call-page.ts";
import { type RunningChromium, startChromium } from "../harness/chromium.ts";
import { eventually } from "../harness/eventually.ts";
import { Keyboard } from "../harness/keyboard.ts";
import { Town } from "../harness/town.ts";
import { TurnServer } from "../harness/turn-server.ts";

let town: Town;
let office: RunningChromium;
let turn: TurnServer;
let context: BrowserContext | undefined;

beforeAll(async () => {
  const settings = { RINGLINE_REMOTE_LOG: "webrtc" };
  [town, office, turn] = await Promise.all([
    Town.open({ settings }),
    startChromium(),
    TurnServer.start(),
  ]);
});
afterEach(async () => {
  await town?.empty();
  await context?.close();
});
afterAll(async () => {
  await office?.close();
  await town?.close();
  await turn?.stop();
});

/** A new link is printed at each start. */
async function administrator(): Promise<Administrator> {
  await town.site.restart();
  context = await office.browser.newContext({ viewport: { width: 360, height: 800 } });
  const administrator = new Administrator(await context.newPage());
  await administrator.signIn(town.site);
  return administrator;
}

async function referenceOn(page: CallPage): Promise<string> {
  const line = page.view.getByText(/^Reference [\w-]{8}$/);
  return ((await line.textContent({ timeout: 20_000 })) ?? "").replace("Reference ", "");
}

/** A call that fails in Bob's call page, as he allows no microphone; what is told there. */
async function failedCall(): Promise<string> {
  const anna = await town.arrive("anna");
  const bob = await town.arrive("bob", { denies: ["microphone", "camera"] });
  await anna.goTo("/people/bob");
  const annaCall = await anna.call(bob.name);
  const bobCall = await bob.answer(anna.name);
  const reference = await referenceOn(bobCall);
  await referenceOn(annaCall);
  await town.empty();
  return reference;
}

/** A task after sign-in: it is done, and took three presses at most. */
async function inThreePresses(keys: Keyboard, task: () => Promise<void>): Promise<void> {
  await task();
  const presses = keys.takePresses();
  expect(presses).toBeGreaterThan(0);
  expect(presses).toBeLessThanOrEqual(3);
}

async function addTurnServer(keys: Keyboard, page: Page): Promise<void> {
  await keys.reach("button", "Settings: webrtc", "Shift+Tab");
  await keys.press();
  await keys.reach("button", "Add: ICE servers");
  await keys.press();
  await keys.reach("textbox", "Addresses (one a line)", "Shift+Tab");
  await keys.type(turn.url);
  await keys.reach("textbox", "Shared secret");
  await keys.type(turn.secret);
  await keys.reach("button", "Test");
  await keys.press();
  // Once from the server, once from this browser.
  const tested = page.getByRole("status").getByRole("listitem").filter({ hasText: turn.url });
  await expect.poll(() => tested.count(), { timeout: 15_000 }).toBe(2);
  for (const said of await tested.allInnerTexts()) expect(said).toContain(`${turn.url}: works`);
}

async function findError(keys: Keyboard, page: Page, reference: string): Promise<void> {
  await keys.reach("link", "Log", "Shift+Tab");
  await keys.press();
  await keys.reach("textbox", "Reference");
  await keys.type(reference);
  await keys.press();
  const lines = page.getByRole("list", { name: "Lines" }).getByRole("listitem");
  const line = lines.filter({ hasText: reference }).filter({ hasText: "microphone-denied" });
  await line.first().waitFor();
}

async function endCall(keys: Keyboard, page: Page): Promise<void> {
  await keys.reach("link", "Live calls", "Shift+Tab");
  await keys.press();
  const end = page.getByRole("button", { name: /^End for all/ });
  await keys.reach("button", (await end.getAttribute("aria-label")) ?? "");
  await keys.press();
  await page.getByRole("dialog").waitFor();
  await keys.reach("button", "End for all", "Shift+Tab");
  await keys.press();
}

it("[E2E112] a provider off, a TURN server added and tested, an error found, a call ended: three presses at most each, by keyboard alone at 360 px", async () => {
  const { page } = await administrator();
  const reference = await failedCall();
  const anna = await town.arrive("anna");
  const bob = await town.arrive("bob");
  await anna.goTo("/people/bob");
  const callBob = { name: `Call ${bob.name}`, exact: true };
  const offered = anna.page.getByRole("button", { ...callBob, disabled: false }).first();
  const withdrawn = anna.page.getByRole("button", { ...callBob, disabled: true }).first();
  await offered.waitFor();
  const keys = new Keyboard(page);

  await inThreePresses(keys, async () => {
    await keys.reach("switch", "Offered: Call");
    await keys.press("Space");
    await withdrawn.waitFor({ timeout: 2_000 });
  });
  expect(await withdrawn.getAttribute("title")).toBe("No way to call is switched on.");
  await keys.press("Space");
  await offered.waitFor();
  keys.takePresses();

  await inThreePresses(keys, () => addTurnServer(keys, page));
  await keys.reach("button", "Save", "Shift+Tab");
  await keys.press();
  await page.getByText("Comes from: this page").first().waitFor();
  keys.takePresses();

  await inThreePresses(keys, () => findError(keys, page, reference));

  const annaCall = await anna.call(bob.name);
  const bobCall = await bob.answer(anna.name);
  await annaCall.view.getByRole("timer").waitFor();
  await inThreePresses(keys, async () => {
    await endCall(keys, page);
    await Promise.all([annaCall.closes(), bobCall.closes()]);
  });
}, 240_000);

it("[E2E113] the reference that a call page showed leads to both ends' lines on the administration page, and the exported file holds them", async () => {
  const admin = await administrator();
  const { page } = admin;
  const reference = await failedCall();

  await admin.open("Log");
  await page.getByRole("textbox", { name: "Reference" }).fill(reference);
  const lines = page.getByRole("list", { name: "Lines" }).getByRole("listitem");
  const wroteBy = (person: string) =>
    lines
      .filter({ has: page.getByText("page", { exact: true }) })
      .filter({ has: page.getByText(person, { exact: true }) });
  await eventually("the lines of both are there", async () => {
    await page.getByRole("button", { name: "Search" }).click();
    await page.getByRole("region", { name: "The call" }).waitFor();
    return (await wroteBy("anna").count()) > 0 && (await wroteBy("bob").count()) > 0;
  });
  const shown = await Promise.all([wroteBy("anna"), wroteBy("bob")].map((own) => own.count()));
  const failure = page.getByRole("region", { name: "What the person was shown" });
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Export as JSON" }).click(),
  ]);

  expect(await failure.innerText()).toContain("microphone-denied");
  expect(download.suggestedFilename()).toBe("log.json");
  const exported = JSON.parse(await readFile(await download.path(), "utf8")) as LogLine[];
  const ofPages = exported.filter(({ source }) => source === "page");
  const kept = ["anna", "bob"].map((id) => ofPages.filter(({ person }) => person === id).length);
  expect(kept[0]).toBeGreaterThanOrEqual(shown[0] ?? 1);
  expect(kept[1]).toBeGreaterThanOrEqual(shown[1] ?? 1);
  expect(ofPages).toContainEqual(
    expect.objectContaining({ person: "bob", level: "error", reference }),
  );
});
