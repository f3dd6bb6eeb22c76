import { ranOut, unreachable } from "./call-machine-ring.ts";
import { seatRanOut } from "./call-machine-seats.ts";
import type { CallRecord, Millis } from "./call-record.ts";

interface Deadline {
  at: Millis;
  pass(call: CallRecord, now: Millis): CallRecord;
}

/** When the call must next be looked at; nothing for a call that waits for people alone. */
export function nextDeadline(call: CallRecord): Millis | undefined {
  return first(call)?.at;
}

/** Applies every deadline up to now, the earliest first. */
export function withTimePassed(call: CallRecord, now: Millis): CallRecord {
  let current = call;
  for (let due = first(current); due && due.at <= now; due = first(current))
    current = due.pass(current, now);
  return current;
}

function first(call: CallRecord): Deadline | undefined {
  if (call.phase === "ended") return undefined;
  let earliest: Deadline | undefined;
  const offer = (at: Millis | undefined, pass: Deadline["pass"]) => {
    if (at !== undefined && (!earliest || at < earliest.at)) earliest = { at, pass };
  };
  for (const part of call.participants) {
    offer(part.seat?.until, (_call, now) => seatRanOut(call, part, now));
    if (call.phase === "ringing") offer(part.reachBy, (_call, now) => unreachable(call, part, now));
  }
  if (call.phase === "ringing") offer(call.ringDeadline, (_call, now) => ranOut(call, now));
  return earliest;
}
