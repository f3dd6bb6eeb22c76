import { existsSync, readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { ServerConnector } from "@ringline/connector-spi/server";

const SETTING = "RINGLINE_CONNECTOR_MODULES";
/** As it is developed, else as it is published. */
const CONDITIONS = ["ringline-source", "default"];

/** What was loaded, and a line for each that was not. */
export interface LoadedConnectors {
  connectors: readonly ServerConnector[];
  errors: readonly string[];
}

/**
 * Loads connectors that do not come with us, by module name or by path of a folder or file; names are looked up from `folder`.
 * The `./server` entry of each exports `connector`.
 */
export async function loadConnectors(
  names: readonly string[],
  folder = process.cwd(),
): Promise<LoadedConnectors> {
  const loaded = await Promise.all(names.map((name) => load(name, folder)));
  return {
    connectors: loaded.flatMap(({ connector }) => (connector ? [connector] : [])),
    errors: loaded.flatMap(({ error }) => (error ? [error] : [])),
  };
}

async function load(
  name: string,
  folder: string,
): Promise<{ connector?: ServerConnector; error?: string }> {
  try {
    const { connector } = await import(pathToFileURL(fileOf(name, folder)).href);
    return isConnector(connector)
      ? { connector }
      : { error: `${SETTING}: ${name} exports no \`connector\` from its ./server entry` };
  } catch (error) {
    const why = error instanceof Error ? error.message.split("\n")[0] : String(error);
    return { error: `${SETTING}: ${name} cannot be loaded: ${why}` };
  }
}

function fileOf(name: string, folder: string): string {
  if (!/^(\.|\/|[A-Za-z]:\\)/.test(name))
    return createRequire(join(folder, "connectors.js")).resolve(`${name}/server`);
  const path = resolve(folder, name);
  return statSync(path).isDirectory() ? serverEntry(path) : path;
}

function serverEntry(folder: string): string {
  const { exports } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const entry = CONDITIONS.map((condition) => exports?.["./server"]?.[condition])
    .filter((path) => typeof path === "string")
    .map((path) => join(folder, path))
    .find((path) => existsSync(path));
  if (entry === undefined) throw new Error('its package.json exports no "./server" that is there');
  return entry;
}

function isConnector(connector: unknown): connector is ServerConnector {
  if (typeof connector !== "object" || connector === null) return false;
  const { manifest, start } = connector as Partial<ServerConnector>;
  return typeof manifest?.id === "string" && typeof start === "function";
}
