import { randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { Child } from "../harness/child.ts";
import { type RunningChromium, startChromium } from "../harness/chromium.ts";
import { eventually } from "../harness/eventually.ts";
import { freePort } from "../harness/free-port.ts";
import { RinglineSite } from "../harness/ringline-site.ts";

const guide = fileURLToPath(new URL("../../../docs/migrate-from-exo.md", import.meta.url));
/** Inside the workspace, so that the example finds our packages. */
const artifacts = fileURLToPath(new URL("../../artifacts/", import.meta.url));

let folder: string;
let calls: RinglineSite;
let program: Child;
let chromium: RunningChromium;
let portal: string;

/** The blocks of the guide whose first line names a file. */
function writeExamples(): void {
  const text = readFileSync(guide, "utf8");
  for (const [, block = "", name = ""] of text.matchAll(/```js\n(\/\/ ([\w-]+\.m?js) .*?)```/gs))
    writeFileSync(join(folder, name), block);
}

/** The setting, as the guide has it. */
function providers(): string {
  const [, json = ""] = /```json\n(.*?)```/s.exec(readFileSync(guide, "utf8")) ?? [];
  return JSON.stringify((JSON.parse(json) as { exo: { providers: unknown } }).exo.providers);
}

beforeAll(async () => {
  mkdirSync(artifacts, { recursive: true });
  folder = mkdtempSync(join(artifacts, "migrate-"));
  writeExamples();
  const port = await freePort();
  portal = `http://localhost:${port}`;
  const secret = randomBytes(32).toString("hex");
  calls = await RinglineSite.start({
    settings: {
      RINGLINE_TOKEN_SECRET: secret,
      RINGLINE_ORIGINS: portal,
      RINGLINE_EXO_PROVIDERS: providers(),
    },
  });
  const env = { PORT: `${port}`, CALLS: calls.callServer, RINGLINE_TOKEN_SECRET: secret };
  program = new Child(process.execPath, ["--conditions=ringline-source", "old-portal.mjs"], {
    cwd: folder,
    env: { ...process.env, ...env },
  });
  chromium = await startChromium();
  await program.said(/the portal is there/);
});

afterAll(async () => {
  await chromium?.close();
  await program?.stop();
  await calls?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Somebody whose page is there: others find them, and they can be rung. */
async function visit(id: string): Promise<Page> {
  const page = await (await chromium.browser.newContext()).newPage();
  await page.goto(`${portal}/sign-in/${id}`);
  await eventually(`${id} is there`, async () => (await statusOf(page, id)) === "available");
  return page;
}

function statusOf(page: Page, id: string): Promise<string> {
  return page.evaluate(async (id) => {
    const answer = await fetch(`/portal/rest/state/status/${id}`);
    return ((await answer.json()) as { status: string }).status;
  }, id);
}

it("[EXO94] the back end and the connector of docs/migrate-from-exo.md carry a call between two people", async () => {
  const bob = await visit("bob");
  const anna = await visit("anna");

  await anna.getByRole("button", { name: "Call Bob Okafor" }).click();
  await bob.getByRole("button", { name: "Answer Anna Berg" }).click();
  await anna.getByRole("status").filter({ hasText: "With bob" }).waitFor();
  const status = await statusOf(anna, "bob");
  await anna.close();

  expect(status).toBe("donotdisturb");
  await bob.getByRole("status").filter({ hasText: "The call is over" }).waitFor();
});
