import { readConfigFile } from "./config-file.ts";
import { nearestName } from "./did-you-mean.ts";
import { type Environment, readEnvironment } from "./environment.ts";
import { CONFIG_ENV, SETTING_TABLE, type SettingName } from "./setting-table.ts";

/** A value as it was found, with the name under which an administrator finds it again. */
export interface Found {
  value: unknown;
  where: string;
}

/** Settings of one connector, and where each is from. */
export interface ConnectorSource {
  settings: Record<string, unknown>;
  from: Record<string, "environment" | "file">;
}

/** Everything that was set, unparsed; environment goes over file. */
export interface Sources {
  settings: Map<SettingName, Found>;
  /** By connector id, then by the connector's own name of the setting. */
  connectors: Map<string, ConnectorSource>;
  errors: string[];
}

const names = Object.keys(SETTING_TABLE) as SettingName[];
const byEnv = new Map<string, SettingName>(names.map((name) => [SETTING_TABLE[name].env, name]));

/** Collects settings from the configuration file, from the environment, and from the files that it names. */
export function readSources(env: Environment, connectorIds: readonly string[]): Sources {
  const sources: Sources = {
    settings: new Map(),
    connectors: new Map(connectorIds.map((id) => [id, { settings: {}, from: {} }])),
    errors: [],
  };
  const file = readConfigFile(env[CONFIG_ENV], sources.errors);
  for (const [key, value] of Object.entries(file)) takeKey(key, value, sources);
  for (const variable of readEnvironment(env, sources.errors)) takeVariable(variable, sources);
  return sources;
}

function takeKey(key: string, value: unknown, { settings, connectors, errors }: Sources): void {
  const where = `${key} (in the configuration file)`;
  const name = names.find((one) => one === key);
  const connector = connectors.get(key);
  if (name) settings.set(name, { value, where });
  else if (!connector) errors.push(unknown(where, key, [...names, ...connectors.keys()]));
  else if (isObject(value)) takeAll(value, "file", connector);
  else errors.push(`${where}: must be an object. Example: {"${key}": {}}`);
}

function takeAll(
  values: Record<string, unknown>,
  place: "environment" | "file",
  { settings, from }: ConnectorSource,
): void {
  Object.assign(settings, values);
  for (const key of Object.keys(values)) from[key] = place;
}

interface Variable {
  /** As it stands in the environment, and without `_FILE`. */
  variable: string;
  bare: string;
  value: string;
}

function takeVariable({ variable, bare, value }: Variable, sources: Sources): void {
  const name = byEnv.get(bare);
  if (name) {
    sources.settings.set(name, { value, where: variable });
    return;
  }
  const prefixOf = (id: string) => `RINGLINE_${id.toUpperCase()}_`;
  const own = [...sources.connectors].find(([id]) => bare.startsWith(prefixOf(id)));
  if (own) {
    const setting = camelCase(bare.slice(prefixOf(own[0]).length));
    takeAll({ [setting]: fromText(value) }, "environment", own[1]);
  } else sources.errors.push(unknown(variable, bare, [...byEnv.keys(), CONFIG_ENV]));
}

/** `ICE_SERVERS` → `iceServers`. */
function camelCase(name: string): string {
  return name.toLowerCase().replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** A connector's lists and objects are written as JSON; everything else is text. */
function fromText(value: string): unknown {
  if (!/^\s*[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

function unknown(where: string, name: string, known: readonly string[]): string {
  const near = nearestName(name, known);
  const meant = near === undefined ? "docs/settings.md lists all" : `did you mean ${near}?`;
  return `${where}: there is no such setting; ${meant}`;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
