import { spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { Administrator } from "../harness/administrator.ts";
import { Town } from "../harness/town.ts";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));

let folder: string;
let town: Town;

/** Three providers: the browser's own, and both of a connector that was made a moment ago. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "ringline-providers-"));
  const copy = join(folder, "acme");
  const { status, stderr } = spawnSync(
    process.execPath,
    ["--disable-warning=ExperimentalWarning", "tools/create-connector.mjs", "acme", copy],
    { cwd: ROOT, encoding: "utf8" },
  );
  if (status !== 0) throw new Error(stderr);
  await greetInCalls(join(copy, "src/browser/connector.ts"));
  town = await Town.open({ settings: { RINGLINE_CONNECTOR_MODULES: copy } });
});
afterEach(() => town?.empty());
afterAll(async () => {
  await town?.close();
  await rm(folder, { recursive: true, force: true });
});

const choose = (page: Page, name: string) =>
  page.getByRole("button", { name: `Choose how to call ${name}`, exact: true }).first();
const way = (page: Page, title: string) =>
  page.getByRole("menuitemradio", { name: title, exact: true });

it("[E2E61] what is chosen of three ways calls at once, and is the plain press on every page of the browser", async () => {
  const anna = await town.arrive("anna");
  const bob = await town.arrive("bob");
  await anna.goTo("/people");
  const second = await anna.openTab("/people");
  await choose(anna.page, bob.name).press("ArrowDown");
  expect(await anna.page.getByRole("menuitemradio").allInnerTexts()).toEqual([
    "Call",
    "Acme",
    "Acme room",
  ]);
  await anna.page.keyboard.press("End");

  const call = await anna.opensCallPage(() => anna.page.keyboard.press("Enter"));
  await bob.answer(anna.name);
  await call.view.getByRole("button", { name: "Enter" }).waitFor();
  await call.hangUp();

  await second.bringToFront();
  await choose(second, "Carol Lindqvist").click();
  await way(second, "Acme room")
    .and(second.getByRole("menuitemradio", { checked: true }))
    .waitFor();
  await second.keyboard.press("Escape");
  const again = await anna.call(bob.name, second);
  await bob.answer(anna.name);
  await again.view.getByRole("button", { name: "Enter" }).waitFor();
  await again.hangUp();
});

it("[E2E62] what an administrator switches off leaves the open menu within two seconds, and comes back; the focus stays", async () => {
  const anna = await town.arrive("anna");
  await anna.goTo("/people");
  const office = await town.arrive("erin");
  const admin = new Administrator(await office.context.newPage());
  await admin.signIn(town.site);
  await choose(anna.page, "Bob Okafor").press("ArrowDown");
  await anna.page.keyboard.press("End");
  const offered = admin.page.getByRole("switch", { name: "Offered: Acme room" });

  await offered.click();
  await way(anna.page, "Acme room").waitFor({ state: "detached", timeout: 2_000 });
  await expect
    .poll(() => anna.page.getByRole("menuitemradio").evaluateAll(hasFocus), { timeout: 1_000 })
    .toBe(true);
  await offered.click();

  await way(anna.page, "Acme room").waitFor({ timeout: 2_000 });
});

it("[E2E63] where the site names a connector its own button calls, in the site's page", async () => {
  const anna = await town.arrive("anna");
  const bob = await town.arrive("bob");
  // As if the site had written it into its tag.
  await anna.page.addInitScript(() => {
    const look = () =>
      document
        .querySelector("script[src$='/ringline.js']")
        ?.setAttribute("data-connectors", "acme");
    new MutationObserver(look).observe(document, { subtree: true, childList: true });
  });
  await anna.goTo("/people");
  await choose(anna.page, bob.name).click();
  const placed = await anna.opensCallPage(() => way(anna.page, "Acme").click());
  await bob.answer(anna.name);
  await placed.hangUp();

  const own = anna.page.locator("[data-connector=acme]").getByRole("button").first();
  await own.waitFor();
  const call = await anna.opensCallPage(() => own.click());
  const bobCall = await bob.answer(anna.name);
  await Promise.all([call.flows(), bobCall.flows()]);
  await call.hangUp();
});

it("[E2E64] a connector tells in the call page too, in its look, above nothing that the call needs", async () => {
  const anna = await town.arrive("anna");
  const bob = await town.arrive("bob");
  await anna.goTo("/people");
  await choose(anna.page, bob.name).click();
  const call = await anna.opensCallPage(() => way(anna.page, "Acme").click());
  await bob.answer(anna.name);

  const notice = call.view.getByRole("listitem").filter({ hasText: "Acme is here" });
  await notice.waitFor();
  await call.view.getByRole("button", { name: "Close: Acme is here" }).click();
  await notice.waitFor({ state: "detached" });
  await call.hangUp();
});

/** As its author would. */
async function greetInCalls(file: string): Promise<void> {
  const source = await readFile(file, "utf8");
  const greeting = `init: ({ dialogs, where }) => {
    if (where === "call-page") dialogs.notice.error("Acme is here", "It carries this call.");
  },`;
  const changed = source.replace(/init: .*,/, greeting);
  if (changed === source) throw new Error("the template has no init now");
  await writeFile(file, changed);
}

function hasFocus(items: Element[]): boolean {
  return items.some((item) => item.matches(":focus"));
}
