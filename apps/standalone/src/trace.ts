import { link } from "@ringline/connector-link/server";
import { webrtc } from "@ringline/connector-webrtc/server";
import { exo } from "@ringline/exo-webconferencing/server";
import { loadConnectors } from "./load-connectors.ts";
import { readConnectorModules, readSettings } from "./settings/settings.ts";
import { askForTrace } from "./trace/ask-server.ts";
import { traceText } from "./trace/trace-text.ts";

/** `node apps/standalone/src/trace.ts <call id or reference>`: what all ends of a call had to say, in one time line. */
const [what] = process.argv.slice(2);
const loaded = await loadConnectors(readConnectorModules(process.env));
const read = readSettings(process.env, [webrtc, link, exo, ...loaded.connectors]);

if (what === undefined || !/^[\w-]{8}$|^[\w-]{22}$/.test(what)) {
  say("trace wants the 8 characters of a reference or the 22 of a call's id");
  process.exitCode = 2;
} else if ("errors" in read) {
  for (const error of read.errors) say(error);
  process.exitCode = 2;
} else {
  try {
    const { found, lines } = await askForTrace(what, read.settings);
    process.stdout.write(traceText(found, lines));
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
}

function say(words: string): void {
  process.stderr.write(`${words}\n`);
}
