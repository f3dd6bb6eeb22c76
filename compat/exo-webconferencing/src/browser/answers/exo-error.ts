import { type ExoError, type ExoErrorCode, exoFailure } from "../../calls/index.ts";

/** An error of the older API, made here. */
export function exoError(code: ExoErrorCode, message: string): ExoError {
  return { code, message, error: true };
}

/** Whatever went wrong as the older API says it, as a plain object. Never throws. */
export function asExoError(error: unknown): ExoError {
  if (isExoError(error)) return exoError(error.code, error.message);
  const { code, message } = exoFailure(error);
  return exoError(code, message || "Unknown error");
}

/** What an error says: its message, its name, or itself as text. */
export function errorText(error: unknown): string {
  if (error === undefined || error === null || error === false) return "";
  if (typeof error !== "object" && typeof error !== "function") return String(error);
  const { message, name } = error as { message?: unknown; name?: unknown };
  try {
    return String(message || name || error);
  } catch {
    return "an error that cannot be read";
  }
}

export function isExoError(error: unknown): error is ExoError {
  const { code, message, error: mark } = (error ?? {}) as Partial<ExoError>;
  return typeof code === "string" && typeof message === "string" && mark === true;
}
