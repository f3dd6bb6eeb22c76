import { LOG_LIMITS } from "@ringline/protocol";
import { SECRET_NAME, withoutSecrets } from "./secrets.ts";

// What a reader's terminal or page may obey, or what hides or turns the text around it. The same as in `logger.ts`, and C0.
const HARMFUL =
  /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]|\p{Co}|[\u{e0000}-\u{e007f}]/gu;
const CUT = "… (cut)";
const MOST_DEPTH = 6;
const MOST_MEMBERS = 64;
const REMOVED = "(removed)";

/** One line of text, harmless wherever it is read: without secrets, hostile characters written out, cut to 8,192 bytes. */
export function cleanLine(text: string, mostBytes: number = LOG_LIMITS.lineBytes): string {
  // What is cut off anyway is not looked at, whatever its length; a secret across the cut is seen whole.
  const looked = text.slice(0, mostBytes * 2);
  const line = withoutSecrets(looked).replace(HARMFUL, writtenOut);
  return cutTo(line, mostBytes, looked.length < text.length);
}

/** A JSON value of at most 4,096 characters, cleaned in every part; too deep, too many or too long is cut with a mark. */
export function cleanDetails(value: unknown): unknown {
  if (value === undefined || value === null) return undefined;
  const clean = cleanValue(value, 0);
  const text = JSON.stringify(clean);
  if (text === "{}") return undefined;
  if (text.length <= LOG_LIMITS.detailsCharacters) return clean;
  return { cut: text.slice(0, LOG_LIMITS.detailsCharacters - 64) + CUT };
}

function cleanValue(value: unknown, depth: number): unknown {
  if (typeof value === "string") return cleanLine(value, LOG_LIMITS.detailsCharacters);
  if (typeof value === "number" || typeof value === "boolean" || value === null) return value;
  if (typeof value !== "object") return undefined;
  if (depth === MOST_DEPTH) return CUT;
  if (Array.isArray(value))
    return value.slice(0, MOST_MEMBERS).map((member) => cleanValue(member, depth + 1) ?? null);
  const members = Object.entries(value).slice(0, MOST_MEMBERS);
  return Object.fromEntries(
    members.map(([name, member]) => [
      cleanLine(name, 128),
      SECRET_NAME.test(name) ? REMOVED : cleanValue(member, depth + 1),
    ]),
  );
}

function writtenOut(character: string): string {
  if (character === "\n") return "\\n";
  if (character === "\t") return " ";
  if (character === "\r") return "";
  const point = character.codePointAt(0) ?? 0;
  return `\\u${point > 0xffff ? `{${point.toString(16)}}` : point.toString(16).padStart(4, "0")}`;
}

function cutTo(line: string, mostBytes: number, isCut: boolean): string {
  if (!isCut && Buffer.byteLength(line) <= mostBytes) return line;
  const bytes = Buffer.from(line).subarray(0, mostBytes - Buffer.byteLength(CUT));
  // A character that was cut in two is left out.
  return new TextDecoder().decode(bytes, { stream: true }) + CUT;
}
