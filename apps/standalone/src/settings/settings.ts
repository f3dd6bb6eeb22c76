import type { ServerConnector } from "@ringline/connector-spi/server";
import type { SigningKeys } from "@ringline/server";
import type { z } from "zod";
import { withTypes } from "./connector-texts.ts";
import { crossChecks } from "./cross-checks.ts";
import type { Environment } from "./environment.ts";
import { SETTING_TABLE, type SettingName, type SettingValues } from "./setting-table.ts";
import { type ConnectorSource, type Found, readSources } from "./sources.ts";

/** Everything that the process is told from outside, checked. */
export interface Settings
  extends Omit<SettingValues, "publicUrl" | "tokenSecret" | "previousTokenSecret" | "jwksUrl"> {
  /** Without a slash at the end. */
  publicUrl: string;
  /** Absent in the demo, unless a secret was set: it makes its own. */
  keys?: SigningKeys;
  /** By connector id, as it came; its connector has accepted it. */
  connectors: ReadonlyMap<string, ConnectorSource>;
}

/** Settings, or every mistake at once, a line each with the name, what is allowed and an example. Never a secret. */
export type SettingsResult = { settings: Settings } | { errors: readonly string[] };

/** The connectors that are to be loaded before the settings can be read, as those of each connector are its own. */
export function readConnectorModules(env: Environment): readonly string[] {
  const found = readSources(env, []).settings.get("connectorModules");
  const parsed = SETTING_TABLE.connectorModules.schema.safeParse(found?.value);
  return parsed.success ? parsed.data : [];
}

/** Environment over configuration file over default. Makes the data folder where it is missing. */
export function readSettings(
  env: Environment,
  connectors: readonly ServerConnector[],
): SettingsResult {
  const ids = connectors.map(({ manifest }) => manifest.id);
  const sources = readSources(env, ids);
  for (const connector of connectors) {
    const { id } = connector.manifest;
    const source = sources.connectors.get(id);
    if (source) sources.connectors.set(id, withTypes(connector, source));
  }
  const { values, faults } = parseAll(sources.settings);
  const errors = [
    ...sources.errors,
    ...faults.values(),
    ...crossChecks(values, new Set(faults.keys()), env),
    ...connectors.flatMap((one) =>
      connectorFaults(one, sources.connectors.get(one.manifest.id)?.settings),
    ),
  ];
  if (errors.length > 0) return { errors };
  return { settings: assemble(values, sources.connectors) };
}

/** The values, with what is wrong with the others; of those no value may be looked at. */
function parseAll(found: ReadonlyMap<SettingName, Found>) {
  const faults = new Map<SettingName, string>();
  const names = Object.keys(SETTING_TABLE) as SettingName[];
  const values = names.map((name) => {
    const { schema } = SETTING_TABLE[name];
    const parsed = (schema as z.ZodType).safeParse(found.get(name)?.value);
    if (!parsed.success) faults.set(name, faultLine(name, found.get(name), parsed.error));
    return [name, parsed.data] as const;
  });
  return { values: Object.fromEntries(values) as SettingValues, faults };
}

function faultLine(name: SettingName, found: Found | undefined, error: z.ZodError): string {
  const { env, allowed, example, isSecret } = SETTING_TABLE[name];
  const why = isSecret ? error.issues.find(({ code }) => code === "custom")?.message : undefined;
  const what = why === undefined || why === "Invalid input" ? "" : ` ${why};`;
  return `${found?.where ?? env}:${what} must be ${allowed}. Example: ${env}=${example}`;
}

/** A connector says itself what is wrong, a line each. */
function connectorFaults({ manifest }: ServerConnector, settings: unknown): string[] {
  try {
    manifest.parseSettings(settings);
    return [];
  } catch (error) {
    return error instanceof Error ? error.message.split("\n") : [`${manifest.id}: not accepted`];
  }
}

function assemble(
  values: SettingValues,
  connectors: ReadonlyMap<string, ConnectorSource>,
): Settings {
  const { publicUrl, tokenSecret, previousTokenSecret, jwksUrl, ...rest } = values;
  const own = `http://${rest.host.includes(":") ? `[${rest.host}]` : rest.host}:${rest.port}`;
  const demoOrigin = rest.demo ? [`http://localhost:${rest.port}`] : [];
  const keys = keysOf({ tokenSecret, previousTokenSecret, jwksUrl });
  return {
    ...rest,
    ...(keys && { keys }),
    publicUrl: publicUrl ?? own,
    origins: [...demoOrigin, ...rest.origins],
    connectors,
  };
}

function keysOf(
  values: Pick<SettingValues, "tokenSecret" | "previousTokenSecret" | "jwksUrl">,
): SigningKeys | undefined {
  const { tokenSecret, previousTokenSecret, jwksUrl } = values;
  if (jwksUrl !== undefined) return { jwksUrl };
  if (tokenSecret === undefined) return undefined;
  return {
    secret: tokenSecret,
    ...(previousTokenSecret !== undefined && { previousSecret: previousTokenSecret }),
  };
}
