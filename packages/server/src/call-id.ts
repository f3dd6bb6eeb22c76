import { randomBytes } from "node:crypto";
import type { CallId } from "@ringline/protocol";
import type { Millis } from "./calls/call-record.ts";

const BYTES = 16;
const TIME_BYTES = 6;

/**
 * The id of a new call: 22 characters, which begin with its time and end with 80 random bits, as in UUID version 7 (RFC 9562). Calls
 * of one time then lie side by side in every index, so that a commit writes few pages.
 */
export function newCallId(now: Millis): CallId {
  const bytes = randomBytes(BYTES);
  bytes.writeUIntBE(Math.trunc(now), 0, TIME_BYTES);
  return bytes.toString("base64url");
}
