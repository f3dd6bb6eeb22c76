import { CallError, CLOSE_CODES, type ErrorCode } from "@ringline/protocol";

const CODES: ReadonlyMap<number | undefined, ErrorCode> = new Map([
  [CLOSE_CODES["invalid-token"], "invalid-token"],
  [CLOSE_CODES["auth-timeout"], "not-authenticated"],
  [CLOSE_CODES.revoked, "token-revoked"],
  [CLOSE_CODES.replaced, "stale-session"],
  [CLOSE_CODES["connection-limit"], "rate-limited"],
  [CLOSE_CODES["unsupported-version"], "unsupported-version"],
  [CLOSE_CODES["session-expired"], "session-expired"],
]);

/** Why a connection that does not come back is closed, as its requests are told. */
export function closeError(code: number | undefined): CallError {
  return new CallError(CODES.get(code) ?? "connection-lost");
}
