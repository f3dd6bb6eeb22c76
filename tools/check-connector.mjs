// `node tools/check-connector.mjs FOLDER…`: runs the rules that every connector keeps over connector folders, and prints what
// became of each. Ends with 1 when one fails. Node 24.
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { node24, root } from "./packages.mjs";
import { findProgram } from "./programs.mjs";

const SUITE = new URL("../packages/connector-spi/src/conformance/index.ts", import.meta.url).href;
const CONDITION = "--conditions=ringline-source";

/** The connector in a folder, and the settings with which it says that it can be tried. */
export async function readConnector(folder) {
  const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const entry = manifest.exports?.["./server"];
  const file = [entry?.["ringline-source"], entry?.default]
    .filter((path) => typeof path === "string")
    .map((path) => join(folder, path))
    .find((path) => existsSync(path));
  if (!file) throw new Error(`${folder}: its package.json exports no ./server that is there`);
  const { connector } = await import(pathToFileURL(file).href);
  if (!connector) throw new Error(`${folder}: its ./server exports no \`connector\``);
  return { connector, settings: manifest.ringline?.example };
}

/** Both halves; the browser half only where there is a Chromium. */
export async function checkConnector(folder) {
  const { checkBrowserHalf, runChecks, serverChecks } = await import(SUITE);
  const options = await readConnector(folder);
  const outcomes = await runChecks(serverChecks(options));
  const executablePath = process.env.CHROMIUM_PATH ?? findProgram("chromium");
  if (!executablePath)
    return [
      ...outcomes,
      {
        rule: "SPI14",
        title: "its browser half",
        result: "skipped",
        reason: "there is no Chromium",
      },
    ];
  const { chromium } = await import("playwright-core");
  const args = ["--no-sandbox", "--allow-loopback-in-peer-connection"];
  const launch = () => chromium.launch({ executablePath, args });
  return [...outcomes, ...(await checkBrowserHalf({ ...options, launch }))];
}

async function main(folders) {
  const { matrix } = await import(SUITE);
  let isKept = true;
  for (const folder of folders) {
    const outcomes = await checkConnector(resolve(folder));
    console.log(`\n${folder}\n${matrix(outcomes)}`);
    isKept &&= outcomes.every(({ result }) => result !== "fail");
  }
  process.exit(isKept ? 0 : 1);
}

if (pathToFileURL(process.argv[1] ?? "").href === import.meta.url) {
  const folders = process.argv.slice(2);
  if (folders.length === 0) {
    console.error("Which connector? node tools/check-connector.mjs connectors/template");
    process.exit(2);
  }
  if (process.execArgv.includes(CONDITION)) await main(folders);
  else {
    const { spawnSync } = await import("node:child_process");
    const self = join(root, "tools/check-connector.mjs");
    const { status } = spawnSync(
      node24(),
      [CONDITION, "--disable-warning=ExperimentalWarning", self, ...folders],
      { stdio: "inherit" },
    );
    process.exit(status ?? 1);
  }
}
