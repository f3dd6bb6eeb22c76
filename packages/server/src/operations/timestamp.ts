import type { Timestamp } from "@ringline/protocol";
import type { Millis } from "../calls/call-record.ts";

/** A time as results tell it. */
export function timestamp(time: Millis): Timestamp {
  return new Date(time).toISOString();
}
