import type { ErrorCode } from "./errors.ts";

/**
 * `user`: a signed-in person, guests too; `seat`: a call page for its own call; `admin`: role `admin` in the token, a session of
 * the administration page, or an API key whose scope covers it; `setup`: a set-up link; `session`: the administration page alone.
 */
export type Audience = "user" | "seat" | "admin" | "setup" | "session";

export interface OperationEntry {
  readonly rest: { readonly method: "GET" | "POST" | "PUT" | "DELETE"; readonly path: string };
  /** Who may ask at all; the operation itself looks at the call or person. */
  readonly who: readonly Audience[];
  /** The refusals of its own, beside those of every operation (`COMMON_CODES`). */
  readonly codes: readonly ErrorCode[];
}

/** What an API key may do. `admin`: everything but keys and sessions; `read`: questions only; the others: one area. */
export const KEY_SCOPES = ["admin", "read", "calls", "people"] as const;
export type KeyScope = (typeof KEY_SCOPES)[number];
