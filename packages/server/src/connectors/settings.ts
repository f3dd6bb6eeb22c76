import type { SettingSchema, SettingsSchema } from "@ringline/connector-spi/server";
import { CallError, type SettingSource } from "@ringline/protocol";

/** Settings by name, as they came. */
export type RawSettings = Readonly<Record<string, unknown>>;

const KEPT = "kept:";

/** Settings by their schema: what configuration wrote as text becomes what the form knows, and what is missing its default. */
export function shownSettings(schema: SettingsSchema, settings: RawSettings): RawSettings {
  return show(schema, settings, { pointer: "", secret: keptAt }) as RawSettings;
}

/** The same with their secrets: what is equal here, applies equally. Never for pages. */
export function plainSettings(schema: SettingsSchema, settings: RawSettings): RawSettings {
  return show(schema, settings, { pointer: "", secret: (_pointer, value) => value }) as RawSettings;
}

/**
 * Settings whose secrets may stand as what `keptAt` wrote, with what `find` has for each of those. Only where the schema has
 * a secret is one put in, so that none comes out by another field. Pure.
 * @throws {CallError} invalid-input for a secret that is not there
 */
export function withKeptSecrets(
  schema: SettingsSchema,
  settings: RawSettings,
  find: FindSecret,
): RawSettings {
  return fill(schema, settings, find) as RawSettings;
}

/** How a secret is named that is not shown, or not copied. */
export function keptAt(pointer: string): string {
  return `${KEPT}${pointer}`;
}

/** The text at a JSON pointer, if one is there. Pure. */
export function textAt(settings: RawSettings, pointer: string): string | undefined {
  let found: unknown = settings;
  for (const step of pointer.split("/").slice(1)) {
    const isThere = typeof found === "object" && found !== null && Object.hasOwn(found, step);
    found = isThere ? (found as Record<string, unknown>)[step] : undefined;
  }
  return typeof found === "string" ? found : undefined;
}

/** Where each setting comes from: what was stored stands over the configuration, and that over the default. */
export function sourcesOf(
  schema: SettingsSchema,
  { stored, configured, from }: SettingSources,
): Record<string, SettingSource> {
  const source = (key: string): SettingSource => {
    if (stored && Object.hasOwn(stored, key)) return "stored";
    return Object.hasOwn(configured, key) ? (from[key] ?? "file") : "default";
  };
  return Object.fromEntries(Object.keys(schema.properties).map((key) => [key, source(key)]));
}

export interface SettingSources {
  stored: RawSettings | undefined;
  configured: RawSettings;
  from: Readonly<Record<string, "environment" | "file">>;
}

interface Showing {
  pointer: string;
  /** What stands in the place of a secret. */
  secret(pointer: string, value: unknown): unknown;
}

function show(schema: SettingSchema, value: unknown, showing: Showing): unknown {
  if (value === undefined) return "default" in schema ? schema.default : emptyOf(schema);
  switch (schema.type) {
    case "object":
      return showObject(schema, value, showing);
    case "array":
      return (Array.isArray(value) ? value : [value]).map((item, index) =>
        show(schema.items, item, below(showing, index)),
      );
    case "string":
      return schema.writeOnly ? showing.secret(showing.pointer, value) : value;
    default:
      return typeof value === "string" ? fromText(schema.type, value) : value;
  }
}

/** The environment knows nothing but text. */
function fromText(type: "boolean" | "number" | "integer", text: string): unknown {
  if (type === "boolean") return text === "true" || (text === "false" ? false : text);
  const number = Number(text);
  return text.trim() === "" || Number.isNaN(number) ? text : number;
}

function showObject(
  { properties }: SettingsSchema,
  value: unknown,
  showing: Showing,
): RawSettings | undefined {
  if (!isRecord(value)) return undefined;
  const shown = Object.entries(properties).map(([key, schema]) => {
    const own = Object.hasOwn(value, key) ? value[key] : undefined;
    return [key, show(schema, own, below(showing, key))] as const;
  });
  return Object.fromEntries(shown.filter(([, one]) => one !== undefined));
}

function below({ pointer, secret }: Showing, key: string | number): Showing {
  return { pointer: `${pointer}/${key}`, secret };
}

function emptyOf(schema: SettingSchema): unknown {
  return schema.type === "array" ? [] : undefined;
}

type FindSecret = (pointer: string) => string | undefined;

function fill(schema: SettingSchema, value: unknown, find: FindSecret): unknown {
  if (schema.type === "object" && isRecord(value)) {
    const entries = Object.entries(value).map(([key, one]) => {
      const own = Object.hasOwn(schema.properties, key) ? schema.properties[key] : undefined;
      return [key, own ? fill(own, one, find) : one];
    });
    return Object.fromEntries(entries);
  }
  if (schema.type === "array" && Array.isArray(value))
    return value.map((item) => fill(schema.items, item, find));
  const isSecret = schema.type === "string" && schema.writeOnly && typeof value === "string";
  if (!isSecret || !value.startsWith(KEPT)) return value;
  const pointer = value.slice(KEPT.length);
  const found = find(pointer);
  if (found !== undefined) return found;
  throw new CallError("invalid-input", { detail: `nothing is kept at ${pointer}` });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
