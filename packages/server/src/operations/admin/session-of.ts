import { CallError } from "@ringline/protocol";
import type { Asker } from "../../auth/asker.ts";

/** The hash of the session that asks. @throws {CallError} not-allowed */
export function sessionOf(asker: Asker): string {
  const credential = asker.kind === "rest" ? asker.credential : undefined;
  if (credential?.type !== "session") throw new CallError("not-allowed");
  return credential.hash;
}
