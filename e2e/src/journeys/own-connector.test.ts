import { spawnSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import type { CallPage } from "../harness/call-page.ts";
import type { Person } from "../harness/person.ts";
import { Town } from "../harness/town.ts";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));

const SECRET = "the secret of the hook";

let folder: string;
let copy: string;
let town: Town;

/** As somebody does who writes a connector of their own. */
function run(script: string, ...parameters: string[]) {
  const words = ["--disable-warning=ExperimentalWarning", `tools/${script}.mjs`, ...parameters];
  return spawnSync(process.execPath, words, { cwd: ROOT, encoding: "utf8" });
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "ringline-own-"));
  copy = join(folder, "acme");
  const { status, stderr } = run("create-connector", "acme", copy);
  if (status !== 0) throw new Error(stderr);
  town = await Town.open({
    settings: { RINGLINE_CONNECTOR_MODULES: copy, RINGLINE_ACME_HOOK_SECRET: SECRET },
  });
});
afterEach(() => town?.empty());
afterAll(async () => {
  await town?.close();
  await rm(folder, { recursive: true, force: true });
});

it("[E2E33] a call runs through a connector that was made a moment ago", async () => {
  const anna = await town.arrive("anna");
  const bob = await town.arrive("bob");

  const annaCall = await place(anna, { id: "bob", provider: "acme" });
  const bobCall = await bob.answer(anna.name);
  await Promise.all([annaCall.flows(), bobCall.flows()]);
  if ("reload" in bobCall.view) await bobCall.view.reload();
  await Promise.all([annaCall.flows(), bobCall.flows()]);

  await annaCall.hangUp();
  await bobCall.says(`${anna.name} has hung up.`);
  await Promise.all([annaCall.releasesDevices(), bobCall.releasesDevices()]);
});

it("[E2E34] its second provider leads to a page of its own", async () => {
  const anna = await town.arrive("anna");
  const bob = await town.arrive("bob");

  const annaCall = await place(anna, { id: "bob", provider: "acme_page" });
  await bob.answer(anna.name);
  const [room] = await Promise.all([
    anna.context.waitForEvent("page"),
    annaCall.view.getByRole("button", { name: "Enter" }).click(),
  ]);

  await room.getByRole("heading", { name: "You are in the room" }).waitFor();
  expect(new URL(room.url()).origin).toBe(town.site.callServer);
  await annaCall.hangUp();
});

it("[E2E35] both of its halves keep the rules of every connector", () => {
  const { status, stdout } = run("check-connector", copy);

  expect(stdout).toMatch(/\d+ pass, 0 fail/);
  expect(stdout).toContain("pass     SPI20");
  expect(status).toBe(0);
});

it("[E2E36] its system calls somebody from outside, and speaks to the pages of a call", async () => {
  const anna = await town.arrive("anna");
  const bob = await town.arrive("bob");
  expect(await report({ report: "incoming", key: "c-1", from: "+49 30 1", to: "bob" })).toBe(204);
  const fromOutside = await bob.answer("+49 30 1");
  await fromOutside.hangUp();

  const annaCall = await place(anna, { id: "bob", provider: "acme" });
  const bobCall = await bob.answer(anna.name);
  await Promise.all([annaCall.flows(), bobCall.flows()]);
  const call = await anna.page.evaluate(async () => {
    const client = await globalThis.ringline?.ready;
    return [...(client?.calls.values() ?? [])].find(({ phase }) => phase === "active")?.id;
  });
  expect(await report({ report: "notice", call, text: "The hall closes at six." })).toBe(204);

  await Promise.all([
    annaCall.says("The hall closes at six."),
    bobCall.says("The hall closes at six."),
  ]);
  await annaCall.hangUp();
});

/** As the system behind the connector does. */
async function report(body: object): Promise<number> {
  const headers = { "x-secret": SECRET };
  const url = `${town.site.callServer}/connectors/acme/hook`;
  return (await fetch(url, { method: "POST", headers, body: JSON.stringify(body) })).status;
}

/** As a button of that provider does. */
function place(person: Person, call: { id: string; provider: string }): Promise<CallPage> {
  return person.opensCallPage(() =>
    person.page.evaluate(async ({ id, provider }) => {
      const client = await globalThis.ringline?.ready;
      if (!client) throw new Error("ringline.js is not on this page");
      const { secret } = client.placeCall({ type: "user", id }, { provider });
      window.open(`${client.server}/call?lang=en#${secret}`, "_blank", "popup");
    }, call),
  );
}
