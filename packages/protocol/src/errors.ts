/** Who can do something about a problem: the person, the administrator, or time. */
export type Helper = "user" | "admin" | "retry";

interface ErrorCodeEntry {
  readonly status: number;
  readonly helper: Helper;
  /** One line of plain English; programs branch on the code only. */
  readonly meaning: string;
}

const entry = (status: number, helper: Helper, meaning: string): ErrorCodeEntry => ({
  status,
  helper,
  meaning,
});

/** Every code that a client can meet, with its HTTP status. `docs/errors.md` has the same list. */
export const ERROR_CODES = {
  "bad-json": entry(400, "admin", "The message is not valid JSON."),
  "invalid-input": entry(400, "admin", "A field is missing, unknown or not of its form."),
  "unknown-field": entry(400, "admin", "The input has a field that this operation does not take."),
  "invalid-id": entry(400, "admin", "The id is not of the form that ids have."),
  "token-in-url": entry(
    400,
    "admin",
    "Tokens travel in a header or in the first frame, never in a URL.",
  ),
  "url-not-allowed": entry(
    400,
    "admin",
    "Webhooks go to public https addresses, or to origins that the settings allow.",
  ),
  "not-authenticated": entry(401, "user", "This needs a signed-in person."),
  "invalid-token": entry(
    401,
    "admin",
    "The token is not one that the site signed for this server.",
  ),
  "token-expired": entry(401, "retry", "The token has run out; fetch a new one."),
  "token-not-yet-valid": entry(
    401,
    "admin",
    "The token lies in the future; check the site's clock.",
  ),
  "token-too-long": entry(401, "admin", "The token lives longer than 15 minutes."),
  "wrong-token-type": entry(401, "admin", "This is a token for another purpose."),
  "token-revoked": entry(401, "user", "The person was signed out by the site."),
  "link-used": entry(
    401,
    "admin",
    "This sign-in link was used before or has run out; ask for a new one.",
  ),
  "not-allowed": entry(403, "user", "This person may not do that."),
  "origin-denied": entry(403, "admin", "The page's origin is not in the list of origins."),
  "not-winner": entry(403, "user", "Another device of this person has the call."),
  "call-not-found": entry(404, "user", "There is no such call for this person."),
  "not-found": entry(404, "user", "There is nothing here."),
  "method-not-allowed": entry(405, "admin", "This path does not take that method."),
  "answered-elsewhere": entry(
    409,
    "user",
    "The call was answered on another device of this person.",
  ),
  "request-id-reused": entry(409, "admin", "The key was used before with another input."),
  "stale-session": entry(409, "retry", "A newer page holds this seat; nothing was changed."),
  "not-ringing": entry(409, "user", "The call does not ring any more."),
  "in-other-call": entry(409, "user", "This person is in another call."),
  "provider-off": entry(409, "admin", "This way to call is switched off, or not there."),
  "account-missing": entry(
    409,
    "user",
    "This way to call needs an account that the caller or the callee has not got yet.",
  ),
  "call-ended": entry(410, "user", "The call has ended."),
  "session-expired": entry(
    404,
    "user",
    "The call page was away for too long, or its key is not known.",
  ),
  "too-big": entry(413, "admin", "The message is larger than allowed."),
  "too-many-invitees": entry(413, "user", "More people than one call may have."),
  "unsupported-media-type": entry(415, "admin", "Only application/json, unencoded, is taken."),
  "unsupported-version": entry(426, "admin", "This protocol version is not spoken here."),
  "rate-limited": entry(429, "retry", "Too many requests; wait a little."),
  "ring-limit": entry(429, "retry", "This person was rung too often; wait a little."),
  "headers-too-large": entry(431, "admin", "The request's headers are larger than allowed."),
  "internal-error": entry(500, "admin", "Something went wrong on the server."),
  "connector-failed": entry(502, "admin", "The system that carries the media did not do its part."),
  draining: entry(503, "retry", "The server is about to stop; come back at once."),
  "storage-unavailable": entry(503, "retry", "The database does not answer."),
  "policy-unavailable": entry(503, "retry", "It cannot be decided now whether that is allowed."),
  "storage-full": entry(507, "admin", "The disk is full; nothing was changed."),
  "microphone-denied": entry(0, "user", "The browser or the person refused the microphone."),
  "camera-denied": entry(0, "user", "The browser or the person refused the camera."),
  "device-not-found": entry(0, "user", "There is no such microphone or camera."),
  "device-in-use": entry(0, "user", "Another program uses the microphone or camera."),
  "permissions-policy-blocked": entry(
    0,
    "admin",
    "The page's Permissions-Policy or iframe forbids it.",
  ),
  "webrtc-unsupported": entry(0, "user", "This browser cannot make calls."),
  "media-failed": entry(0, "retry", "No path for sound and picture could be found."),
  "popup-blocked": entry(0, "user", "The browser did not let the call window open."),
  "connection-lost": entry(0, "retry", "The call server cannot be reached now."),
} as const satisfies Record<string, ErrorCodeEntry>;

/** A stable, kebab-case code; messages may change, codes do not. */
export type ErrorCode = keyof typeof ERROR_CODES;

/** RFC 9457 problem, the same object on the socket and over REST. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  code: ErrorCode;
  /** Finds the server's log line; 8 characters. */
  reference: string;
  /** Which field, what is allowed; never a secret, path or stack. */
  detail?: string;
  retryAfterMs?: number;
  /** With `answered-elsewhere`: the label of the device that won. */
  device?: string;
  /** With `call-ended`: why. */
  endReason?: string;
}

/** An expected refusal. Anything else that is thrown is a bug and becomes `internal-error` at the border. */
export class CallError extends Error {
  readonly code: ErrorCode;
  readonly status: number;
  readonly details: Omit<Partial<Problem>, "code" | "status">;

  constructor(
    code: ErrorCode,
    details: Omit<Partial<Problem>, "code" | "status"> & { cause?: unknown } = {},
  ) {
    const { cause, ...rest } = details;
    super(ERROR_CODES[code].meaning, { cause });
    this.name = "CallError";
    this.code = code;
    this.status = ERROR_CODES[code].status;
    this.details = rest;
  }
}

export function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === "string" && Object.hasOwn(ERROR_CODES, value);
}
