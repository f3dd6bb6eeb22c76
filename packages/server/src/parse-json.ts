import { CallError } from "@ringline/protocol";

/** Deeper nesting and longer objects than this have no use here, and cost time. */
const MOST_DEPTH = 32;
const MOST_KEYS = 1_000;

const TOKENS = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],:]|-?\d[\d.eE+-]*/g;

/**
 * JSON as RFC 8259 has it, less what two parsers could read in two ways: repeated keys, `__proto__`, NUL, lone surrogates,
 * numbers beyond double precision's range, and nesting deeper than 32.
 * @throws {CallError} bad-json
 */
export function parseJson(text: string): unknown {
  const value = parse(text);
  checkJson(text);
  return value;
}

/** Looks for the same in a text that is known to be JSON. @throws {CallError} bad-json */
export function checkJson(text: string): void {
  const scan = new Scan();
  for (const token of text.match(TOKENS) ?? []) scan.take(token);
}

/** The same from bytes. @throws {CallError} bad-json, also where they are not UTF-8 */
export function parseJsonBytes(bytes: Uint8Array): unknown {
  return parseJson(decode(bytes));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new CallError("bad-json", { cause });
  }
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new CallError("bad-json", { detail: "not UTF-8", cause });
  }
}

/** Looks at the tokens of a text that is known to be JSON. */
class Scan {
  /** The keys of each open object; `undefined` stands for an open array. */
  readonly #open: (Set<string> | undefined)[] = [];
  #string: string | undefined;

  take(token: string): void {
    if (token === ":") this.#key(this.#string ?? "");
    else if (token === "{" || token === "[") this.#nest(token === "{" ? new Set() : undefined);
    else if (token === "}" || token === "]") this.#open.pop();
    else if (token.startsWith('"')) this.#string = readString(token);
    else if (token !== "," && !Number.isFinite(Number(token))) refuse("a number is too large");
  }

  #nest(keys: Set<string> | undefined): void {
    this.#open.push(keys);
    if (this.#open.length > MOST_DEPTH) refuse(`nested deeper than ${MOST_DEPTH}`);
  }

  #key(key: string): void {
    const keys = this.#open.at(-1);
    if (key === "__proto__") refuse("a key is __proto__");
    if (keys?.has(key)) refuse("a key is there twice");
    keys?.add(key);
    if (keys && keys.size > MOST_KEYS) refuse(`more than ${MOST_KEYS} keys`);
  }
}

function readString(token: string): string {
  const text: string = token.includes("\\") ? JSON.parse(token) : token.slice(1, -1);
  if (text.includes("\0")) refuse("a string holds NUL");
  if (!text.isWellFormed()) refuse("a string holds half a character");
  return text;
}

function refuse(detail: string): never {
  throw new CallError("bad-json", { detail });
}
