import { CallError } from "@ringline/protocol";
import { parseJsonBytes } from "../parse-json.ts";

/** Most bytes of a request's body. */
export const BODY_BYTES = 262_144;

/** The JSON object of a request, `{}` without a body. @throws {CallError} too-big, unsupported-media-type, bad-json, invalid-input */
export async function readBody(request: Request): Promise<Record<string, unknown>> {
  checkSize(request);
  checkType(request);
  const bytes = await readBytes(request);
  if (bytes.length === 0) return {};
  const value = parseJsonBytes(bytes);
  if (isObject(value)) return value;
  throw new CallError("invalid-input", { detail: "the body is not a JSON object" });
}

/** The bytes of a request of any type, for who parses them. @throws {CallError} too-big */
export async function readAnyBody(request: Request): Promise<Uint8Array<ArrayBuffer>> {
  checkSize(request);
  return Uint8Array.from(await readParts(request));
}

/** Before a byte is read, where the length is told. */
function checkSize({ headers }: Request): void {
  if (Number(headers.get("content-length") ?? 0) > BODY_BYTES) throw tooBig();
}

/** A form or plain text is what another site's page could send without asking (S37). */
function checkType({ headers }: Request): void {
  const encoding = headers.get("content-encoding") ?? "identity";
  if (encoding !== "identity") throw new CallError("unsupported-media-type");
  const type = headers.get("content-type");
  if (type === null) return;
  const [media, ...parameters] = type.split(";").map((part) => part.trim().toLowerCase());
  const isUtf8 = parameters.every((one) => /^charset="?utf-8"?$/.test(one));
  if (media !== "application/json" || !isUtf8) throw new CallError("unsupported-media-type");
}

async function readBytes(request: Request): Promise<Uint8Array> {
  const bytes = await readParts(request);
  // `fetch` always says what it sends; a body of no type is nobody's JSON.
  if (bytes.length > 0 && request.headers.get("content-type") === null)
    throw new CallError("unsupported-media-type");
  return bytes;
}

async function readParts(request: Request): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of request.body ?? []) {
    size += part.length;
    if (size > BODY_BYTES) throw tooBig();
    parts.push(part);
  }
  return Buffer.concat(parts);
}

function tooBig(): CallError {
  return new CallError("too-big", { detail: `more than ${BODY_BYTES} bytes` });
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
