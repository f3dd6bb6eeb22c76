// `npm test`: installs what is missing, checks, builds, starts throw-away databases, runs all tests, and ends with one
// line: `N passed, N failed, N skipped`. A failed check counts as one failure. Runs on Node 20 with nothing installed.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildWhenOld } from "./build-stamp.mjs";
import { idsIn, readRules } from "./check-spec.mjs";
import { runChecks } from "./checks.mjs";
import { startPostgres, startRedis } from "./databases.mjs";
import { installPackages, node24, root } from "./packages.mjs";
import { findProgram, howToInstall, installPrograms } from "./programs.mjs";

const SPEC = join(root, "packages/protocol/SPEC.md");
const SUITES = [
  { name: "tests", config: "vitest.config.ts" },
  { name: "journeys", config: "e2e/vitest.config.ts" },
];

/** A log of CI has no colours. */
const PLAIN = process.stdout.isTTY ? {} : { NO_COLOR: "1", FORCE_COLOR: undefined };

const scratch = mkdtempSync(join(tmpdir(), "ringline-test-"));
/** What runs now, last started first: stopped in this order. */
const running = [];
const total = { passed: [], failed: [], skipped: [], retried: [] };

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => finish(signal));
try {
  await prepare();
  for (const suite of SUITES) await runSuite(suite);
  // A test that cannot run here and says why is listed below, and its rule is proved elsewhere.
  const excused = total.skipped.filter(({ isStated }) => isStated).map(({ title }) => title);
  const proved = new Set([...total.passed, ...excused].flatMap(idsIn));
  for (const id of readRules(readFileSync(SPEC, "utf8")).rules)
    if (!proved.has(id)) total.failed.push(`rule ${id}: no test of it passed`);
} catch (error) {
  total.failed.push(`npm test: ${error.stack}`);
}
await finish();

async function prepare() {
  installPackages();
  const missing = installPrograms();
  if (missing.length > 0) total.failed.push(howToInstall(missing));
  heading("checks");
  check();
  heading("browser files");
  buildWhenOld();
  check(["size"]);
  process.env.CHROMIUM_PATH ??= findProgram("chromium");
  process.env.CHROMIUM ??= process.env.CHROMIUM_PATH;
  process.env.FIREFOX ??= findProgram("firefox-esr");
  if (findProgram("postgres")) process.env.TEST_POSTGRES_URL = await keep(startPostgres());
  if (findProgram("redis-server")) process.env.TEST_REDIS_URL = await keep(startRedis());
}

function check(names) {
  total.failed.push(...runChecks(names).map((name) => `check ${name}: npm run ${name}`));
}

async function keep(starting) {
  const service = await starting;
  running.unshift(service);
  return service.url;
}

async function runSuite({ name, config }) {
  heading(name);
  const counts = join(scratch, `${name}.json`);
  const status = await vitest(config, counts);
  if (!existsSync(counts))
    throw new Error(`${name}: vitest ended with ${status}, without a report`);
  const result = JSON.parse(readFileSync(counts, "utf8"));
  for (const kind of Object.keys(total)) total[kind].push(...result[kind]);
  if (status !== 0 && result.failed.length === 0)
    total.failed.push(`${name}: vitest ended with ${status}`);
}

function vitest(config, counts) {
  const parameters = ["run", "--config", config, "--reporter=default"];
  const child = spawn(
    node24(),
    [
      join(root, "node_modules/vitest/vitest.mjs"),
      ...parameters,
      "--reporter=./tools/count-reporter.mjs",
    ],
    {
      cwd: root,
      stdio: ["ignore", "inherit", "inherit"],
      env: { ...process.env, ...PLAIN, RINGLINE_TEST_COUNTS: counts },
    },
  );
  const ended = new Promise((resolve) => child.once("exit", resolve));
  running.unshift({ stop: () => child.kill() && ended });
  return ended;
}

async function finish(signal) {
  for (const part of running.splice(0)) await part.stop();
  rmSync(scratch, { recursive: true, force: true });
  if (signal) total.failed.push(`stopped by ${signal}`);
  summarise();
  process.exit(total.failed.length === 0 ? 0 : 1);
}

function summarise() {
  heading("result");
  for (const { title, reason } of total.skipped) console.log(`skipped: ${title} (${reason})`);
  for (const title of total.retried) console.log(`passed only when tried again: ${title}`);
  for (const title of total.failed) console.log(`failed: ${title}`);
  const { passed, failed, skipped } = total;
  console.log(`${passed.length} passed, ${failed.length} failed, ${skipped.length} skipped`);
}

function heading(text) {
  console.log(`\n— ${text} —`);
}
