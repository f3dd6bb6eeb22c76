import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { promisify } from "node:util";
import { signToken } from "@ringline/host";
import type { LogLine, Operations } from "@ringline/protocol";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import type { CallPage } from "../harness/call-page.ts";
import { eventually } from "../harness/eventually.ts";
import { Town } from "../harness/town.ts";

type Found = Operations["logs.find"]["result"];

const ROOT = new URL("../../../", import.meta.url);
const secret = randomBytes(32).toString("hex");
const settings = { RINGLINE_TOKEN_SECRET: secret, RINGLINE_REMOTE_LOG: "webrtc" };

let town: Town;

beforeAll(async () => {
  town = await Town.open({ settings });
});
afterEach(() => town?.empty());
afterAll(() => town?.close());

/** The time line of a reference, once everything that is told of it has arrived. */
function trace(reference: string, isComplete: (found: Found) => boolean): Promise<Found> {
  return eventually("the time line is there", async () => {
    const user = { id: "root", name: "Root", roles: ["admin"] };
    const token = await signToken({ secret, audience: town.site.callServer, user });
    const path = `/v1/logs?reference=${reference}&limit=100`;
    const headers = { authorization: `Bearer ${token}` };
    const response = await fetch(town.site.callServer + path, { headers });
    if (!response.ok) return undefined;
    const found = (await response.json()) as Found;
    return isComplete(found) ? found : undefined;
  });
}

async function referenceOn(page: CallPage): Promise<string> {
  const line = page.view.getByText(/^Reference [\w-]{8}$/);
  return ((await line.textContent({ timeout: 20_000 })) ?? "").replace("Reference ", "");
}

const writers = (lines: readonly LogLine[]) =>
  new Set(lines.filter(({ source }) => source === "page").map(({ person }) => person));

it("[E2E40] a refused microphone shows a reference, which finds both ends in one time line", async () => {
  const anna = await town.arrive("anna");
  const bob = await town.arrive("bob", { denies: ["microphone", "camera"] });
  await anna.goTo("/people/bob");
  const annaCall = await anna.call(bob.name);
  const bobCall = await bob.answer(anna.name);

  const reference = await referenceOn(bobCall);
  const atAnna = await referenceOn(annaCall);

  const found = await trace(reference, ({ lines }) => writers(lines).size === 2);
  expect(found.entry).toMatchObject({
    person: "bob",
    level: "error",
    provider: "webrtc",
    prefix: "call",
    message: expect.stringContaining("microphone-denied"),
  });
  expect(found.call).toMatchObject({ endReason: "failed", problem: "microphone-denied" });
  expect(found.call?.participants.map(({ party }) => "id" in party && party.id)).toEqual([
    "anna",
    "bob",
  ]);
  const steps = found.lines.filter(({ source }) => source === "call").map(({ message }) => message);
  expect(steps).toEqual(
    expect.arrayContaining([
      "place: nothing → ringing",
      "answer: ringing → active",
      "leave: active → ended (failed)",
    ]),
  );
  const other = await trace(atAnna, ({ lines }) => writers(lines).size === 2);
  expect(other.call?.id).toBe(found.call?.id);
});

it("[E2E41] what the media did is in the time line of both sides, without anybody's address", async () => {
  const anna = await town.arrive("anna");
  const bob = await town.arrive("bob");
  await anna.goTo("/people/bob");
  const annaCall = await anna.call(bob.name);
  const bobCall = await bob.answer(anna.name);
  await Promise.all([annaCall.flows(), bobCall.flows()]);
  const call = await anna.page.evaluate(async () => {
    const client = await globalThis.ringline?.ready;
    return [...(client?.calls.values() ?? [])].find(({ phase }) => phase === "active")?.id ?? "";
  });
  await annaCall.hangUp();
  await bobCall.says(`${anna.name} has hung up.`);

  const found = await trace(call.slice(0, 8), ({ lines }) => writers(statistics(lines)).size === 2);

  const samples = statistics(found.lines).map(({ details }) => details);
  expect(samples).toContainEqual(
    expect.objectContaining({
      path: expect.objectContaining({ protocol: "udp" }),
      received: expect.objectContaining({ audio: expect.anything() }),
    }),
  );
  expect(JSON.stringify(found.lines)).not.toMatch(/\d{1,3}(\.\d{1,3}){3}/);
});

it("[LOG13] the trace command prints the same for a terminal", async () => {
  const anna = await town.arrive("anna", { denies: ["microphone", "camera"] });
  await town.arrive("bob");
  await anna.goTo("/people/bob");
  const annaCall = await anna.call("Bob Okafor");
  const reference = await referenceOn(annaCall);
  await trace(reference, ({ lines }) => lines.length > 2);

  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["--conditions=ringline-source", "apps/standalone/src/trace.ts", reference],
    {
      cwd: ROOT,
      env: {
        PATH: process.env.PATH,
        PORT: String(town.site.port),
        RINGLINE_DEMO: "true",
        RINGLINE_TOKEN_SECRET: secret,
      },
    },
  );

  expect(stdout).toMatch(/^call [\w-]{22} by webrtc, placed /);
  expect(stdout).toMatch(new RegExp(`^→ .* ERROR p1 webrtc\\.call_.*reference ${reference}`, "m"));
});

function statistics(lines: readonly LogLine[]): LogLine[] {
  return lines.filter(({ message }) => message === "media statistics");
}
