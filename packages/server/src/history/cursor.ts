import type { Cursor } from "@ringline/protocol";
import type { Millis } from "../calls/call-record.ts";

/** The last row of a page: rows lie by time and, of one time, by their number. */
export interface Place {
  at: Millis;
  seq: number;
}

export function cursorOf({ at, seq }: Place): Cursor {
  return `${at}.${seq}`;
}

/** From a text that the schema let in. */
export function placeOf(cursor: Cursor): Place {
  const [at, seq] = cursor.split(".");
  return { at: Number(at), seq: Number(seq) };
}
