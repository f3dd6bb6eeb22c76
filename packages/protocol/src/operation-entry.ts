import type { ErrorCode } from "./errors.ts";

/** `user`: a signed-in person, guests too; `seat`: a call page for its own call; `admin`: role `admin` in the token. */
export type Audience = "user" | "seat" | "admin";

export interface OperationEntry {
  readonly rest: { readonly method: "GET" | "POST" | "PUT" | "DELETE"; readonly path: string };
  /** Who may ask at all; the operation itself looks at the call or person. */
  readonly who: readonly Audience[];
  /** The refusals of its own, beside those of every operation (`COMMON_CODES`). */
  readonly codes: readonly ErrorCode[];
}
