/** The part of JSON Schema that a connector's settings are described in; see `SettingsSchema` of the connector SPI. */
export interface FormSchema {
  type: "object" | "array" | "string" | "number" | "integer" | "boolean";
  title?: string;
  description?: string;
  enum?: readonly string[];
  default?: unknown;
  properties?: Readonly<Record<string, FormSchema>>;
  items?: FormSchema;
  minimum?: number;
  maximum?: number;
  maxItems?: number;
  /** A secret: it never comes here, only whether it is set. */
  writeOnly?: boolean;
}

export type Path = readonly (string | number)[];

/** A secret that is set and stays what it is. */
export const isKept = (value: unknown): boolean =>
  typeof value === "string" && value.startsWith("kept:");

/** A new item of a list, with the defaults that its schema names. */
export function freshValue(schema: FormSchema): unknown {
  if (schema.default !== undefined) return structuredClone(schema.default);
  if (schema.type === "array") return [];
  if (schema.type !== "object") return undefined;
  const fields = Object.entries(schema.properties ?? {});
  return Object.fromEntries(
    fields
      .map(([name, field]) => [name, freshValue(field)])
      .filter(([, value]) => value !== undefined),
  );
}

/** What was typed, as its schema wants it; what is nothing of the kind stays text, for the server to refuse in words. Pure. */
export function typedAs(text: string, schema: FormSchema | undefined): unknown {
  if (schema?.type === "boolean") return text === "true" || (text === "false" ? false : text);
  if (schema?.type !== "number" && schema?.type !== "integer") return text;
  const number = Number(text);
  return Number.isFinite(number) ? number : text;
}

/** The same values but for one; `undefined` takes it out. The given ones stay as they are. */
export function withValue(values: unknown, path: Path, value: unknown): unknown {
  const [first, ...rest] = path;
  if (first === undefined) return value;
  if (Array.isArray(values)) {
    const next = withValue(values[Number(first)], rest, value);
    const copy = values.toSpliced(Number(first), 1, ...(next === undefined ? [] : [next]));
    return copy;
  }
  const { [String(first)]: before, ...others } = (values ?? {}) as Record<string, unknown>;
  const next = withValue(before, rest, value);
  return next === undefined ? others : { ...others, [String(first)]: next };
}
