import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, existsSync, mkdtempSync, openSync, rmSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

const MAIN = fileURLToPath(new URL("main.ts", import.meta.url));
const BACKUP = fileURLToPath(new URL("backup.ts", import.meta.url));

const SITE_SETTINGS = {
  RINGLINE_PUBLIC_URL: "https://calls.example.org",
  RINGLINE_ORIGINS: "https://www.example.org",
  RINGLINE_TOKEN_SECRET: "a secret of these tests, longer than 32 bytes",
  RINGLINE_SETUP_LINK: "never",
};

let folder: string;
let port: number;
let started: ChildProcess[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "ringline-main-"));
  port = await freePort();
  started = [];
});
afterEach(() => {
  for (const child of started) child.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

/** The real process, with nothing in its environment but this. */
function run(env: Record<string, string>, options: readonly string[] = [], script = MAIN) {
  const child = spawn(process.execPath, ["--conditions=ringline-source", ...options, script], {
    env: { PATH: process.env.PATH ?? "", RINGLINE_DATA: folder, PORT: String(port), ...env },
  });
  started.push(child);
  const said = { text: "" };
  child.stdout.on("data", (data) => (said.text += data));
  child.stderr.on("data", (data) => (said.text += data));
  const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
  return { child, said, ended };
}

async function isReady(): Promise<void> {
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** What `/readyz` says as soon as it refuses. */
async function draining(): Promise<unknown> {
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`);
    if (!answer.ok) return answer.json();
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const taken = (server.address() as AddressInfo).port;
      server.close(() => resolve(taken));
    });
  });
}

describe("the process", () => {
  it("[CONF10] says every wrong setting and ends with 2", async () => {
    const { said, ended } = run({
      PORT: "none",
      RINGLINE_ORIGIN: "x",
      RINGLINE_TOKEN_SECRET: "hunter2",
    });

    expect(await ended).toBe(2);
    expect(said.text).toContain("PORT: must be a whole number");
    expect(said.text).toContain(
      "RINGLINE_ORIGIN: there is no such setting; did you mean RINGLINE_ORIGINS?",
    );
    expect(said.text).toContain("RINGLINE_TOKEN_SECRET: is shorter than 32 bytes");
    expect(said.text).not.toContain("hunter2");
  });

  it("[CONF10] ends with 3 when its port is taken", async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(port, "127.0.0.1", resolve));

    const { said, ended } = run({ RINGLINE_DEMO: "true" });
    const code = await ended;
    other.close();

    expect(code).toBe(3);
    expect(said.text).toContain("EADDRINUSE");
  });

  it("[CONF10] ends with 4 when a newer version wrote the database, and leaves it as it was", async () => {
    const first = run({ RINGLINE_DEMO: "true" });
    await isReady();
    first.child.kill("SIGTERM");
    await first.ended;
    const database = new DatabaseSync(join(folder, "ringline.sqlite"));
    database.exec("insert into migrations values (999, 'of the future', 'x', 0)");
    database.close();

    const { said, ended } = run({ RINGLINE_DEMO: "true" });

    expect(await ended).toBe(4);
    expect(said.text).toContain("written by a newer version");
  });

  it("[CONF10] [CONF11] runs the demo, says where, and ends in order with 0 when it is told to", async () => {
    const { child, said, ended } = run({ RINGLINE_DEMO: "true" });
    await isReady();

    const site = await fetch(`http://localhost:${port}/`);
    child.kill("SIGTERM");

    expect(site.status).toBe(200);
    expect(await ended).toBe(0);
    expect(said.text).toContain(`http://localhost:${port}/?as=anna`);
  });

  it.each(["SIGTERM", "SIGHUP"] as const)(
    "[HTTP19] is not ready from %s on, serves for the time of the drain, and ends at once by a second one",
    async (signal) => {
      const { child, ended } = run({ ...SITE_SETTINGS, RINGLINE_DRAIN_SECONDS: "60" });
      await isReady();

      child.kill(signal);
      const report = await draining();
      child.kill(signal);

      expect(report).toMatchObject({ ready: false, draining: true, storage: "ok" });
      expect(await ended).toBe(1);
    },
  );

  it("[CONF15] opens no inspector, whatever signal it is sent", async () => {
    const { child, said, ended } = run({ RINGLINE_DEMO: "true" }, ["--inspect-port=0"]);
    await isReady();

    child.kill("SIGUSR1");
    await isReady();
    await new Promise((resolve) => setTimeout(resolve, 500));
    child.kill("SIGTERM");

    expect(await ended).toBe(0);
    expect(said.text).not.toContain("Debugger listening");
  });

  it("[ADMIN20] is asked for a backup by a command, which says where it is", async () => {
    const { child, ended } = run({ RINGLINE_DEMO: "true" });
    await isReady();

    const { said, ended: isBackedUp } = run({ RINGLINE_DEMO: "true" }, [], BACKUP);
    const status = await isBackedUp;
    child.kill("SIGTERM");

    expect([said.text, status]).toEqual([`${join(folder, "ringline.sqlite.backup")}\n`, 0]);
    expect(existsSync(said.text.trim())).toBe(true);
    expect(await ended).toBe(0);
  });

  it("[LOG18] lives on where its log is a file on a full disk, and ends in order", async () => {
    const full = openSync("/dev/full", "w");
    const child = spawn(process.execPath, ["--conditions=ringline-source", MAIN], {
      env: { RINGLINE_DATA: folder, PORT: String(port), RINGLINE_DEMO: "true" },
      stdio: ["ignore", full, "ignore"],
    });
    started.push(child);
    const ended = new Promise((resolve) => child.on("close", resolve));
    await isReady();
    await new Promise((resolve) => setTimeout(resolve, 500));

    const ready = await fetch(`http://127.0.0.1:${port}/readyz`);
    child.kill("SIGTERM");

    expect(ready.status).toBe(200);
    expect(await ended).toBe(0);
    closeSync(full);
  });

  it("[CONF12] counts on a port of its own, and nowhere else", async () => {
    const metricsPort = await freePort();
    const { child, ended } = run({
      RINGLINE_DEMO: "true",
      RINGLINE_METRICS_PORT: String(metricsPort),
    });
    await isReady();

    const own = await fetch(`http://127.0.0.1:${metricsPort}/metrics`);
    const other = await fetch(`http://127.0.0.1:${metricsPort}/v1/calls`);
    const shared = await fetch(`http://127.0.0.1:${port}/metrics`);
    const text = await own.text();
    child.kill("SIGINT");

    expect(text).toMatch(/ringline_http_requests_total\{route="readyz",status="200"\} [1-9]/);
    expect([other.status, shared.status]).toEqual([404, 404]);
    expect(await ended).toBe(0);
  });

  it("[CONF15] logs what nobody caught, sends everybody away and ends with 1", async () => {
    const bug = "data:text/javascript,process.on('SIGUSR2',()=>{throw Error('planted')})";
    const { child, said, ended } = run({ RINGLINE_DEMO: "true" }, ["--import", bug]);
    await isReady();
    child.kill("SIGUSR2");

    expect(await ended).toBe(1);
    expect(said.text).toContain("planted");
    expect(said.text).toContain("nobody caught this");
  });

  it("[CONF15] logs a rejection that nobody waited for with a reference, and goes on", async () => {
    const bug = "data:text/javascript,process.on('SIGUSR2',()=>Promise.reject(Error('planted')))";
    const { child, said, ended } = run({ RINGLINE_DEMO: "true" }, ["--import", bug]);
    await isReady();
    child.kill("SIGUSR2");
    while (!said.text.includes("planted")) await new Promise((next) => setTimeout(next, 20));

    const line = said.text.split("\n").find((text) => text.includes("planted")) ?? "";
    expect(JSON.parse(line)).toMatchObject({ reference: expect.stringMatching(/^[\w-]{8}$/) });
    expect((await fetch(`http://127.0.0.1:${port}/readyz`)).ok).toBe(true);
    child.kill("SIGTERM");
    expect(await ended).toBe(0);
  });
});
