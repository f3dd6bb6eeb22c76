import { ringOver } from "./call-machine-group.ts";
import { ranOut, unreachable } from "./call-machine-ring.ts";
import { seatRanOut } from "./call-machine-seats.ts";
import { type CallRecord, type Millis, nextDeadline } from "./call-record.ts";

/** Applies every deadline up to now, the earliest first. */
export function withTimePassed(call: CallRecord, now: Millis): CallRecord {
  let current = call;
  let due = nextDeadline(current);
  while (due !== undefined && due <= now) {
    current = afterDeadline(current, due, now);
    due = nextDeadline(current);
  }
  return current;
}

/** Takes away the deadline that is due, and does what it is there for. */
function afterDeadline(call: CallRecord, due: Millis, now: Millis): CallRecord {
  if (call.phase === "ended") return call;
  const lost = call.participants.find(({ seat }) => seat?.until === due);
  if (lost) return seatRanOut(call, lost, now);
  const silent = call.participants.find(({ reachBy }) => reachBy === due);
  if (silent) return unreachable(call, silent, now);
  return call.phase === "ringing" ? ranOut(call, now) : ringOver(call, now);
}
