import { link } from "@ringline/connector-link/server";
import { webrtc } from "@ringline/connector-webrtc/server";
import { exo } from "@ringline/exo-webconferencing/server";
import type { Result } from "@ringline/protocol";
import { loadConnectors } from "./load-connectors.ts";
import { ServerDoor } from "./server-door.ts";
import { readConnectorModules, readSettings } from "./settings/settings.ts";

/** `node apps/standalone/src/backup.ts`: the running server writes a backup of its SQLite file, whose path is printed. */
const loaded = await loadConnectors(readConnectorModules(process.env));
const read = readSettings(process.env, [webrtc, link, exo, ...loaded.connectors]);
const command = { name: "backup", keyIn: "BACKUP_KEY", scope: "admin" };

if ("errors" in read) {
  for (const error of read.errors) say(error);
  process.exitCode = 2;
} else {
  try {
    const door = await ServerDoor.open(read.settings, command);
    const { backup } = await door.ask<Result<"server.backup">>("POST", "/v1/admin/backup");
    process.stdout.write(`${backup.file}\n`);
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
}

function say(words: string): void {
  process.stderr.write(`${words}\n`);
}
