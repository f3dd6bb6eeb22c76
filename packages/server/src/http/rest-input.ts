import { CallError, type OperationName } from "@ringline/protocol";
import { INPUT_SCHEMAS } from "@ringline/protocol/schemas";
import { z } from "zod";

/** Query parameters under which other products take tokens. */
const TOKEN_NAMES = new Set(["token", "access_token", "jwt", "authorization", "id_token"]);

/** A URL is kept in logs, histories and referrers. @throws {CallError} token-in-url */
export function refuseTokenInUrl(query: URLSearchParams): void {
  for (const name of query.keys())
    if (TOKEN_NAMES.has(name.toLowerCase())) throw new CallError("token-in-url");
}

/** The input of a question: a field that is a list is repeated, `?people=anna&people=bob`. */
export function queryInput(name: OperationName, query: URLSearchParams): Record<string, unknown> {
  const schema = INPUT_SCHEMAS[name];
  const fields = schema instanceof z.ZodObject ? schema.shape : {};
  const lists = Object.keys(fields).filter((field) => isList(fields[field]));
  const asked = [...new Set(query.keys())].map((field) => [
    field,
    fieldValue(field, query, fields),
  ]);
  const empty = lists.filter((field) => isRequired(fields[field])).map((field) => [field, []]);
  return Object.fromEntries([...empty, ...asked]);
}

function fieldValue(
  field: string,
  query: URLSearchParams,
  fields: Readonly<Record<string, unknown>>,
): unknown {
  const values = query.getAll(field);
  if (isList(fields[field]) || values.length > 1) return values;
  return plainValue(fields[field], values[0] ?? "");
}

/** A query is text; numbers and yes or no are meant where the field is one. What is neither stays, for the schema to refuse. */
function plainValue(field: unknown, value: string): unknown {
  const kind = unwrapped(field);
  if (kind instanceof z.ZodBoolean && /^(true|false)$/.test(value)) return value === "true";
  if (kind instanceof z.ZodNumber && /^-?[0-9]{1,15}$/.test(value)) return Number(value);
  return value;
}

function isList(field: unknown): boolean {
  return unwrapped(field) instanceof z.ZodArray;
}

function unwrapped(field: unknown): unknown {
  return field instanceof z.ZodOptional ? field.unwrap() : field;
}

function isRequired(field: unknown): boolean {
  return !(field instanceof z.ZodOptional);
}

/** Path parameters and the rest are one input; a field cannot stand in both. @throws {CallError} unknown-field */
export function withPath(
  input: Record<string, unknown>,
  path: Record<string, string>,
): Record<string, unknown> {
  const twice = Object.keys(path).find((field) => Object.hasOwn(input, field));
  if (twice !== undefined)
    throw new CallError("unknown-field", { detail: `${twice} stands in the path` });
  return { ...input, ...path };
}
