import type { SettingSchema, SettingsSchema } from "@ringline/connector-spi/server";
import { CallError, type SettingSource } from "@ringline/protocol";

/** Settings by name, as they came. */
export type RawSettings = Readonly<Record<string, unknown>>;

const KEPT = "kept:";

/** Settings by their schema: what configuration wrote as text becomes what the form knows, and what is missing its default. */
export function shownSettings(schema: SettingsSchema, settings: RawSettings): RawSettings {
  return show(schema, settings, "") as RawSettings;
}

/**
 * What an administrator sends, with the secrets that they left as they were. Only where the schema has a secret is one put
 * in, so that none comes out by another field. Pure.
 * @throws {CallError} invalid-input for a secret that is not there
 */
export function withKeptSecrets(
  schema: SettingsSchema,
  sent: RawSettings,
  now: RawSettings,
): RawSettings {
  return fill(schema, sent, now) as RawSettings;
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

function show(schema: SettingSchema, value: unknown, pointer: string): unknown {
  if (value === undefined) return "default" in schema ? schema.default : emptyOf(schema);
  switch (schema.type) {
    case "object":
      return showObject(schema, value, pointer);
    case "array":
      return (Array.isArray(value) ? value : [value]).map((item, index) =>
        show(schema.items, item, `${pointer}/${index}`),
      );
    case "string":
      return schema.writeOnly ? `${KEPT}${pointer}` : value;
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
  pointer: string,
): RawSettings | undefined {
  if (!isRecord(value)) return undefined;
  const shown = Object.entries(properties).map(([key, schema]) => {
    const own = Object.hasOwn(value, key) ? value[key] : undefined;
    return [key, show(schema, own, `${pointer}/${key}`)] as const;
  });
  return Object.fromEntries(shown.filter(([, one]) => one !== undefined));
}

function emptyOf(schema: SettingSchema): unknown {
  return schema.type === "array" ? [] : undefined;
}

function fill(schema: SettingSchema, sent: unknown, now: RawSettings): unknown {
  if (schema.type === "object" && isRecord(sent)) {
    const entries = Object.entries(sent).map(([key, value]) => {
      const own = Object.hasOwn(schema.properties, key) ? schema.properties[key] : undefined;
      return [key, own ? fill(own, value, now) : value];
    });
    return Object.fromEntries(entries);
  }
  if (schema.type === "array" && Array.isArray(sent))
    return sent.map((item) => fill(schema.items, item, now));
  const isKept = schema.type === "string" && schema.writeOnly && typeof sent === "string";
  return isKept && sent.startsWith(KEPT) ? secretAt(sent.slice(KEPT.length), now) : sent;
}

function secretAt(pointer: string, settings: RawSettings): string {
  let found: unknown = settings;
  for (const step of pointer.split("/").slice(1)) {
    const isThere = typeof found === "object" && found !== null && Object.hasOwn(found, step);
    found = isThere ? (found as Record<string, unknown>)[step] : undefined;
  }
  if (typeof found === "string") return found;
  throw new CallError("invalid-input", { detail: `${pointer.slice(1)}: no secret is kept here` });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
