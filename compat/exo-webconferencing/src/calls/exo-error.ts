import { CallError, ERROR_CODES } from "@ringline/protocol";
import type { ExoError, ExoErrorCode } from "./exo-types.ts";

/** What a command of the older API rejects with; `data` of an answer where it travels as JSON. */
export class ExoFailure extends Error implements ExoError {
  override readonly name = "ExoFailure";
  readonly error = true;
  readonly code: ExoErrorCode;

  constructor(code: ExoErrorCode, message: string) {
    super(message);
    this.code = code;
  }

  /** `message` of an `Error` is not enumerable: this is. */
  toJSON(): ExoError {
    return { code: this.code, message: this.message, error: true };
  }
}

const NOT_FOUND: ReadonlySet<string> = new Set(["call-not-found", "not-found", "call-ended"]);
const ACCESS: ReadonlySet<string> = new Set(["not-allowed", "not-winner", "origin-denied"]);

/** Our problem in the older API's four codes. */
export function exoFailure(error: unknown): ExoFailure {
  if (error instanceof ExoFailure) return error;
  if (!(error instanceof CallError)) return new ExoFailure("SERVER_ERROR", textOf(error));
  return new ExoFailure(exoCode(error), messageOf(error));
}

function exoCode({ code }: CallError): ExoErrorCode {
  if (NOT_FOUND.has(code)) return "NOT_FOUND_ERROR";
  const { status } = ERROR_CODES[code];
  if (ACCESS.has(code) || status === 401) return "ACCESS_ERROR";
  return status >= 400 && status < 500 ? "CLIENT_ERROR" : "SERVER_ERROR";
}

function messageOf({ code, details }: CallError): string {
  const isMissing = code === "call-not-found" || code === "call-ended";
  if (isMissing) return "Call not found";
  return details.detail ?? ERROR_CODES[code].meaning;
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
