import { link } from "@ringline/connector-link/server";
import { webrtc } from "@ringline/connector-webrtc/server";
import { exo } from "@ringline/exo-webconferencing/server";
import { createLogger, SchemaError } from "@ringline/server";
import { loadConnectors } from "./load-connectors.ts";
import { EXIT, endInOrder, refuseInspector } from "./process-end.ts";
import { openFiles } from "./settings/open-files.ts";
import { readConnectorModules, readSettings, type Settings } from "./settings/settings.ts";
import { drainDelayOf, type Running, start } from "./start.ts";

// What is written belongs to this user alone.
process.umask(0o077);
refuseInspector();

const loaded = await loadConnectors(readConnectorModules(process.env));
const connectors = [webrtc, link, exo, ...loaded.connectors];
const read = readSettings(process.env, connectors);
const errors = [...loaded.errors, ...("errors" in read ? read.errors : [])];

if ("errors" in read || errors.length > 0) {
  console.error("Ringline cannot start with these settings:\n");
  for (const error of errors) console.error(`  ${error}`);
  console.error("\nAll settings: docs/settings.md");
  process.exitCode = EXIT.badSettings;
} else {
  await run(read.settings);
}

async function run(settings: Settings): Promise<void> {
  const logger = createLogger({ level: settings.logLevel });
  for (const variable of openFiles(process.env))
    logger.warn({ variable }, "other users of this machine may read this file");
  try {
    const running = await start({ settings, connectors, logger });
    endInOrder(running, logger, drainDelayOf(settings));
    sayWhere(settings, running);
  } catch (error) {
    logger.error({ err: error }, "could not start");
    console.error(`Ringline could not start: ${error instanceof Error ? error.message : error}`);
    process.exitCode = error instanceof SchemaError ? EXIT.otherSchema : EXIT.failed;
  }
}

function sayWhere({ demo, publicUrl }: Settings, { url, setupUrl }: Running): void {
  if (demo) sayDemo(publicUrl, url);
  else console.log(`\nThe call server is ready: ${url}\n`);
  if (setupUrl === undefined) return;
  console.log(`To administer it, open this once within 15 minutes:

    ${setupUrl}
`);
}

function sayDemo(publicUrl: string, url: string): void {
  console.log(`
The demo is ready. Open it twice, in two browsers or in a private window beside the first:

    ${url}?as=anna
    ${url}?as=bob

Then press the call button next to the other's name. The call server is ${publicUrl}.
`);
}
