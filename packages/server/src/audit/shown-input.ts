import type { SettingSchema, SettingsSchema } from "@ringline/connector-spi/server";
import type { OperationName } from "@ringline/protocol";
import type { Parts } from "../operations/parts.ts";

const HIDDEN = "***";

/**
 * What was asked, as the audit may keep it: of a connector's settings, what its schema calls a secret is hidden whatever its
 * name, and what its schema does not know is hidden too.
 */
export function shownInput(
  name: OperationName,
  input: unknown,
  { connectors }: Pick<Parts, "connectors">,
): unknown {
  if (name !== "providers.configure" && name !== "providers.test") return input;
  if (!isRecord(input) || !isRecord(input.settings)) return input;
  const schema = connectors.serverHalf(String(input.connector))?.manifest.settings;
  return { ...input, settings: settingsWithoutSecrets(schema, input.settings) };
}

/** Pure. Without a schema nothing is known to be harmless. */
export function settingsWithoutSecrets(
  schema: SettingsSchema | undefined,
  settings: Readonly<Record<string, unknown>>,
): unknown {
  return hidden(schema, settings);
}

function hidden(schema: SettingSchema | undefined, value: unknown): unknown {
  if (isRecord(value) && (schema === undefined || schema.type === "object")) {
    const entries = Object.entries(value).map(([key, one]) => {
      const isKnown = schema !== undefined && Object.hasOwn(schema.properties, key);
      return [key, isKnown ? hidden(schema.properties[key], one) : HIDDEN];
    });
    return Object.fromEntries(entries);
  }
  if (Array.isArray(value) && schema?.type === "array")
    return value.map((item) => hidden(schema.items, item));
  if (schema === undefined || isSecret(schema)) return HIDDEN;
  // Of another shape than its schema: nobody knows what it is.
  return typeof value === "object" && value !== null ? HIDDEN : value;
}

function isSecret(schema: SettingSchema): boolean {
  return schema.type === "string" && schema.writeOnly === true;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
