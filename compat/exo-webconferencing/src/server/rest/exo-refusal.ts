import type { ExoErrorCode } from "../../calls/index.ts";

/** A refusal in the older API's words; anything else that is thrown is told as `SERVER_ERROR`, without its own words. */
export class ExoRefusal extends Error {
  readonly status: number;
  readonly code: ExoErrorCode;
  readonly retryAfterSeconds: number | undefined;

  constructor(status: number, message: string, options: { retryAfterMs?: number } = {}) {
    super(message);
    this.name = "ExoRefusal";
    this.status = status;
    this.code = codeOf(status);
    const { retryAfterMs } = options;
    this.retryAfterSeconds =
      retryAfterMs === undefined ? undefined : Math.max(1, Math.ceil(retryAfterMs / 1_000));
  }
}

function codeOf(status: number): ExoErrorCode {
  if (status === 404) return "NOT_FOUND_ERROR";
  if (status === 401 || status === 403) return "ACCESS_ERROR";
  return status < 500 && status !== 429 ? "CLIENT_ERROR" : "SERVER_ERROR";
}
