import { ExoFailure } from "./exo-error.ts";

const ID_BYTES = 255;
/** Control characters, line separators, overrides of the direction and halves of characters: no id has them. */
const NOT_IN_IDS = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;
/** No text that travels has them. */
const NOT_IN_TEXTS = /[\p{Cs}\0]/gu;

const bytesOf = (text: string) => new TextEncoder().encode(text).length;

/** An id of a call, as a page gave it. @throws {ExoFailure} CLIENT_ERROR */
export function checkedId(id: unknown): string {
  return checkedText(id, "id");
}

/** @throws {ExoFailure} CLIENT_ERROR, naming the parameter, for what is no id or longer than `most` bytes */
export function checkedText(value: unknown, name: string, most = ID_BYTES): string {
  const isText = typeof value === "string" && value !== "" && value.length <= most;
  if (isText && bytesOf(value) <= most && !NOT_IN_IDS.test(value)) return value;
  throw new ExoFailure("CLIENT_ERROR", `Wrong request parameters: ${name}`);
}

/** Absent and empty are the same; it is cut, not refused. @throws {ExoFailure} CLIENT_ERROR for what is no text */
export function checkedTitle(title: unknown): string {
  if (title === undefined || title === null) return "";
  if (typeof title !== "string")
    throw new ExoFailure("CLIENT_ERROR", "Wrong request parameters: title");
  return title.trim().slice(0, ID_BYTES).replace(NOT_IN_TEXTS, "");
}

/** What one message may be; what is not would not reach the other side. */
const MESSAGE = { bytes: 60_000, depth: 28, keys: 1_000 };

/**
 * A message as it is now: what the page changes while it waits is not said.
 * @throws {ExoFailure} CLIENT_ERROR for what is not JSON, or more than 60,000 bytes of it
 */
export function checkedData(data: unknown): unknown {
  const json = jsonOf(data);
  if (json !== undefined && bytesOf(json) > MESSAGE.bytes)
    throw new ExoFailure("CLIENT_ERROR", `data is longer than ${MESSAGE.bytes} bytes`);
  const copy: unknown = json === undefined ? undefined : JSON.parse(json);
  if (copy !== undefined && isPlain(copy, 0)) return copy;
  throw new ExoFailure("CLIENT_ERROR", "Wrong request parameters: data is not JSON");
}

function jsonOf(data: unknown): string | undefined {
  try {
    return JSON.stringify(data);
  } catch {
    return undefined;
  }
}

function isPlain(value: unknown, depth: number): boolean {
  if (typeof value === "string") return value.search(NOT_IN_TEXTS) === -1;
  if (typeof value !== "object" || value === null) return true;
  const entries = Object.entries(value);
  if (depth >= MESSAGE.depth || (!Array.isArray(value) && entries.length > MESSAGE.keys))
    return false;
  return entries.every(
    ([key, inner]) => key !== "__proto__" && isPlain(key, depth) && isPlain(inner, depth + 1),
  );
}
