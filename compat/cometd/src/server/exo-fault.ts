import type { ExoError, ExoErrorCode } from "@ringline/exo-webconferencing/calls";
import { Refused } from "./refused.ts";

const STATUS: Record<ExoErrorCode, number> = {
  CLIENT_ERROR: 400,
  ACCESS_ERROR: 403,
  NOT_FOUND_ERROR: 404,
  SERVER_ERROR: 500,
};

export function clientError(message: string): ExoError {
  return { code: "CLIENT_ERROR", message, error: true };
}

/** What the older API may have thrown, and what it may not. */
export function isExoError(value: unknown): value is ExoError {
  return (value as Partial<ExoError> | undefined)?.error === true;
}

/** The same as a refusal of a message. */
export function refusedBy(error: unknown): Refused {
  if (!isExoError(error)) throw error;
  return new Refused(STATUS[error.code], error.message);
}
