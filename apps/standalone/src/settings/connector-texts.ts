import type { ServerConnector, SettingSchema } from "@ringline/connector-spi/server";
import type { ConnectorSource } from "./sources.ts";

/**
 * A connector's settings, with the booleans and numbers that the environment has as text in the type that its schema says. A
 * text that is none stays, for the connector to refuse.
 */
export function withTypes({ manifest }: ServerConnector, source: ConnectorSource): ConnectorSource {
  const { properties = {} } = manifest.settings ?? {};
  const typed = Object.entries(source.settings).map(([key, value]) => {
    const schema = Object.hasOwn(properties, key) ? properties[key] : undefined;
    const isText = source.from[key] === "environment" && typeof value === "string";
    return [key, isText && schema ? typedText(schema, value) : value] as const;
  });
  return { ...source, settings: Object.fromEntries(typed) };
}

function typedText({ type }: SettingSchema, text: string): unknown {
  if (type === "boolean") return text === "true" || (text === "false" ? false : text);
  if (type !== "number" && type !== "integer") return text;
  return text.trim() === "" || Number.isNaN(Number(text)) ? text : Number(text);
}
