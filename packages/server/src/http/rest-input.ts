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
  const asked = [...new Set(query.keys())].map((field) => [field, fieldValue(field, query, lists)]);
  const empty = lists.filter((field) => isRequired(fields[field])).map((field) => [field, []]);
  return Object.fromEntries([...empty, ...asked]);
}

function fieldValue(field: string, query: URLSearchParams, lists: readonly string[]): unknown {
  const values = query.getAll(field);
  return lists.includes(field) || values.length > 1 ? values : values[0];
}

function isList(field: unknown): boolean {
  const inner = field instanceof z.ZodOptional ? field.unwrap() : field;
  return inner instanceof z.ZodArray;
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
