// A throw-away PostgreSQL and a throw-away Redis for one test run: own folder, own port, loopback only.
import { spawn, spawnSync } from "node:child_process";
import { chownSync, mkdtempSync, rmSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { findProgram } from "./programs.mjs";

const START_MS = 30_000;
const STOP_MS = 10_000;

/** Starts PostgreSQL; answers its URL and how to stop it. As root it runs as the user `postgres`, which it demands. */
export async function startPostgres() {
  const folder = mkdtempSync(join(tmpdir(), "ringline-postgres-"));
  const identity = postgresIdentity();
  if (identity) chownSync(folder, identity.uid, identity.gid);
  const files = join(folder, "data");
  const setup = ["-D", files, "-U", "ringline", "--auth=trust", "--encoding=UTF8", "--locale=C"];
  const made = spawnSync(findProgram("initdb"), setup, { ...identity, cwd: folder });
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr}`);
  const service = await startService({
    folder,
    identity,
    program: "postgres",
    parameters: (port) => [
      ...["-D", files, "-p", `${port}`, "-h", "127.0.0.1", "-k", folder],
      ...["-c", "max_connections=200", "-c", "log_min_messages=fatal"],
    ],
    // SIGINT: sessions are ended; SIGTERM would wait for them.
    stopSignal: "SIGINT",
  });
  return { ...service, url: `postgres://ringline@127.0.0.1:${service.port}/postgres` };
}

/** Starts Redis without persistence; answers its URL and how to stop it. */
export async function startRedis() {
  const folder = mkdtempSync(join(tmpdir(), "ringline-redis-"));
  const service = await startService({
    folder,
    program: "redis-server",
    parameters: (port) => [
      ...["--port", `${port}`, "--bind", "127.0.0.1", "--dir", folder],
      ...["--save", "", "--appendonly", "no"],
    ],
    stopSignal: "SIGTERM",
  });
  return { ...service, url: `redis://127.0.0.1:${service.port}` };
}

/** Tries a few ports: somebody else may take a free one before the service does. */
async function startService(service) {
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort();
    const child = spawn(findProgram(service.program), service.parameters(port), {
      ...service.identity,
      cwd: service.folder,
      stdio: ["ignore", "ignore", "pipe"],
    });
    const log = collect(child.stderr);
    if (await answers(port, child)) return { port, stop: () => stop(child, service) };
    await stop(child, { ...service, folder: undefined });
    if (attempt === 3) throw new Error(`${service.program} does not start: ${log.text}`);
  }
}

async function answers(port, child) {
  const until = performance.now() + START_MS;
  while (performance.now() < until && child.exitCode === null) {
    if (await canConnect(port)) return true;
    await sleep(50);
  }
  return false;
}

async function stop(child, { stopSignal, folder }) {
  if (child.exitCode === null && child.signalCode === null) {
    const gone = new Promise((resolve) => child.once("exit", resolve));
    child.kill(stopSignal);
    await Promise.race([gone, sleep(STOP_MS, undefined, { ref: false })]);
    child.kill("SIGKILL");
  }
  if (folder) rmSync(folder, { recursive: true, force: true });
}

function postgresIdentity() {
  if (process.getuid?.() !== 0) return undefined;
  const id = (flag) => Number(spawnSync("id", [flag, "postgres"]).stdout);
  return { uid: id("-u"), gid: id("-g") };
}

function collect(stream) {
  const log = { text: "" };
  stream.on("data", (chunk) => {
    log.text = `${log.text}${chunk}`.slice(-4_000);
  });
  return log;
}

function canConnect(port) {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.on("connect", () => resolve(true)).on("error", () => resolve(false));
    socket.on("connect", () => socket.destroy());
  });
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
