import { randomFillSync } from "node:crypto";
import type { CallId } from "@ringline/protocol";
import type { Millis } from "./calls/call-record.ts";

const BYTES = 16;
const TIME_BYTES = 6;
/** Ids whose random bits are made at once: asking for them costs more than making them. */
const pool = Buffer.alloc(BYTES * 64);
let used = pool.length;

/**
 * The id of a new call: 22 characters, which begin with its time and end with 80 random bits, as in UUID version 7 (RFC 9562). Calls
 * of one time then lie side by side in every index, so that a commit writes few pages.
 */
export function newCallId(now: Millis): CallId {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const bytes = pool.subarray(used, used + BYTES);
  used += BYTES;
  bytes.writeUIntBE(Math.trunc(now), 0, TIME_BYTES);
  return bytes.toString("base64url");
}
