import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { checkBrowserHalf, type LaunchedBrowser } from "@ringline/connector-spi/conformance";
import { connector } from "@ringline/connector-template/server";
import { type Browser, chromium } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";

const GOOD = fileURLToPath(new URL("../src/browser", import.meta.url));

let folder: string;
let browser: Browser;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "ringline-broken-"));
  await cp(GOOD, folder, { recursive: true });
  const executablePath = process.env.CHROMIUM_PATH ?? "/usr/bin/chromium";
  const args = ["--no-sandbox", "--allow-loopback-in-peer-connection"];
  browser = await chromium.launch({ executablePath, args });
});
afterAll(async () => {
  await browser?.close();
  await rm(folder, { recursive: true, force: true });
});

/** One browser for all rows. */
const launch = async (): Promise<LaunchedBrowser> => ({
  newPage: () => browser.newPage(),
  close: async () => undefined,
});

/** A session that does one thing more, or in another way: `session` and `context` are at hand. */
const joins = (more: string) =>
  `join: async (grant, context) => { const session = await good.join(grant, context); ${more}; return session; }`;

it.each([
  ["SPI14", "another connector's id", 'id: "other"'],
  ["SPI14", "a part that is no function", "init: 7"],
  [
    "SPI15",
    "a language without a text",
    'messages: { ...good.messages, de: { call: "{name} anrufen" } }',
  ],
  [
    "SPI15",
    "a text without its value",
    'messages: { ...good.messages, de: { ...good.messages.de, call: "Anrufen" } }',
  ],
  [
    "SPI16",
    "a beginning that asks for the microphone",
    "init: () => navigator.mediaDevices.getUserMedia({ audio: true }).catch(() => {})",
  ],
  ["SPI16", "a beginning that never ends", "init: () => new Promise(() => {})"],
  [
    "SPI17",
    "a name that becomes markup",
    'button: ({ name, place }) => { const b = document.createElement("button"); b.innerHTML = "Call " + name; b.onclick = () => place(); return b; }',
  ],
  [
    "SPI17",
    "a button that nobody can hit",
    'button: (context) => { const b = good.button(context); b.style = "all: unset; width: 9px; height: 9px; display: block"; return b; }',
  ],
  [
    "SPI17",
    "a button without a name",
    'button: ({ place }) => { const b = document.createElement("button"); b.onclick = () => place(); return b; }',
  ],
  [
    "SPI17",
    "a call after the press",
    'button: ({ name, place }) => { const b = document.createElement("button"); b.textContent = name; b.onclick = () => setTimeout(place); return b; }',
  ],
  [
    "SPI18",
    "styles that load a picture",
    'styles: "button { background: url(https://evil.example/x.png) }"',
  ],
  ["SPI19", "a message while it rings", joins('context.relay.send("hello")')],
  [
    "SPI20",
    "nobody to be heard",
    joins("session.remote.clear(); session.remote.set = () => session.remote"),
  ],
  [
    "SPI21",
    "a session that any message ends",
    joins("context.relay.onMessage(({ body }) => { if (body === null) session.leave(); })"),
  ],
  [
    "SPI22",
    "a leave that stops the person's own tracks",
    joins(
      "const leave = session.leave.bind(session); session.leave = () => { context.local.video.stop(); return leave(); }",
    ),
  ],
  ["SPI22", "a leave that leaves a connection open", joins("new RTCPeerConnection()")],
  [
    "SPI23",
    "an end that is not heard",
    "join: (grant, context) => good.join(grant, { ...context, signal: new AbortController().signal })",
  ],
  [
    "SPI24",
    "a session for any grant",
    "join: (grant, context) => good.join({ ...grant, data: { isOfferer: true, stun: [] } }, context)",
  ],
])("[%s] turns red for %s", async (rule, what, broken) => {
  const name = what.replaceAll(/\W/g, "-");
  const source = `import { connector as good } from "./index.ts";
export const connector = { ...good, ${broken} };`;
  await writeFile(join(folder, `${name}.ts`), source);
  const module = pathToFileURL(join(folder, `${name}.ts`)).href;
  const { load = "use" } = connector.manifest.browser ?? {};
  const manifest = { ...connector.manifest, browser: { module, load } };

  const outcomes = await checkBrowserHalf({
    connector: { ...connector, manifest },
    launch,
    rules: [rule],
  });

  const found = outcomes.find((outcome) => outcome.rule === rule);
  expect(found?.result).toBe("fail");
});
