import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";

const START = join(import.meta.dirname, "start.mjs");

let folder = "";
let running: ChildProcess | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "ringline-start-"));
});

afterEach(() => {
  running?.kill("SIGTERM");
  rmSync(folder, { recursive: true, force: true });
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  return typeof address === "object" && address !== null ? address.port : 0;
}

/** Starts as `npm start` does; settles with all that it said when `words` were among it, or when it ended. */
async function start(settings: Record<string, string>, words: string): Promise<string> {
  const { PATH = "" } = process.env;
  const child = spawn(process.execPath, [START], {
    env: { PATH, RINGLINE_DATA: folder, ...settings },
    stdio: ["ignore", "pipe", "pipe"],
  });
  running = child;
  let said = "";
  return new Promise((resolve) => {
    const hear = (chunk: Buffer) => {
      said += chunk;
      if (said.includes(words)) resolve(said);
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    child.once("exit", () => resolve(said));
  });
}

it("without a setting of a site it is the demo, says where to click, and ends when told", async () => {
  const port = `${await freePort()}`;

  const said = await start({ PORT: port }, "?as=bob");
  const ready = await fetch(`http://127.0.0.1:${port}/readyz`);
  running?.kill("SIGTERM");
  const [code] = await once(running as ChildProcess, "exit");

  expect(said).toContain(`http://localhost:${port}/?as=anna`);
  expect(ready.status).toBe(200);
  expect(code).toBe(0);
  await expect(fetch(`http://127.0.0.1:${port}/readyz`)).rejects.toThrow();
}, 60_000);

it("with wrong settings it says which, and answers with its own exit code", async () => {
  const said = await start({ RINGLINE_PUBLIC_URL: "ftp://x", PORT: "0" }, "docs/settings.md");
  const child = running as ChildProcess;
  const code = child.exitCode ?? (await once(child, "exit"))[0];

  expect(said).toContain("RINGLINE_PUBLIC_URL");
  expect(said).toContain("PORT");
  expect(code).toBe(2);
}, 60_000);
