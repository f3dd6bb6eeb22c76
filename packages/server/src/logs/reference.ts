import { randomBytes } from "node:crypto";

/** Eight characters that name one problem in an answer and in the log. */
export function newReference(): string {
  return randomBytes(6).toString("base64url");
}
