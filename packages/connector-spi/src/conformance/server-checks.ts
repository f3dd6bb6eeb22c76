import type { Check } from "./check.ts";
import { grantChecks } from "./grant-checks.ts";
import { manifestChecks } from "./manifest-checks.ts";
import type { ServerChecksOptions } from "./server-context.ts";

export type { ServerChecksOptions } from "./server-context.ts";

/** The rules that a server half keeps. */
export function serverChecks(options: ServerChecksOptions): Check[] {
  return [...manifestChecks(options), ...grantChecks(options)];
}
