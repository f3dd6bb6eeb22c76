import { bumpShown } from "./call-machine-discreet.ts";
import {
  CALL_TIMES,
  type CallEvent,
  type CallTimes,
  type PlaceInput,
} from "./call-machine-events.ts";
import { groupCall } from "./call-machine-group.ts";
import { outside } from "./call-machine-outside.ts";
import { ended, isGroupTarget, type LiveRecord } from "./call-machine-parts.ts";
import { placeMoved, ringingCall } from "./call-machine-place.ts";
import { answer, cancel, decline, refusedBy, ringing } from "./call-machine-ring.ts";
import {
  claim,
  claimLost,
  end,
  leave,
  mediaFlows,
  nodeLost,
  remove,
  reseat,
  seatLost,
} from "./call-machine-seats.ts";
import { withTimePassed } from "./call-machine-time.ts";
import type { CallRecord, Millis } from "./call-record.ts";

export type {
  CallEvent,
  CallTimes,
  PlaceInput,
} from "./call-machine-events.ts";
export { nextDeadline } from "./call-record.ts";

/*
 * The legal moves. Whatever is not here changes nothing (facts) or is refused (people).
 *
 *   from     event                                     to
 *   ringing  answer                                    active
 *   ringing  cancel, caller leaves, seat runs out      ended cancelled
 *   ringing  all callees declined / busy / unreachable ended so          (not to a stranger: discreet)
 *   ringing  ring time over                            ended no-answer
 *   active   first leave of two, last of many; end     ended hung-up     (cancelled where nobody came)
 *   both     remove, as a leave: of who rings alone    ended cancelled
 *   active   seat never claimed                        ended failed
 *   ringing  leg answered                              active
 *   ringing  all legs declined / busy / unreachable    ended so          (not to a stranger: discreet)
 *   active   leg left or failed, as a leave; over      ended hung-up, failed, transferred, expired
 *   ringing  over                                      ended as it says; hung-up is cancelled
 *   both     leave with "failed", place failed, failed ended failed
 *   ended    anything                                  ended, the same
 *
 *   many: active from the press on; answer from every state but joined, ring time over: invited → unreachable, ringing → missed
 *   participant: invited → ringing → joined → left; invited | ringing → declined, busy, missed; invited → unreachable
 *   part:        replaced: the old one left, a new one joined, without a seat
 *   seat:        awaited → connected ⇄ reconnecting, epoch + 1 with each claim; gone when the participant is not joined
 */

/** The rules of a call: pure functions of the record, what happens, and the time. @see SPEC CALL */
export interface CallMachine {
  /** A new call, revision 1. */
  placeCall(input: PlaceInput, now: Millis): LiveRecord;
  /**
   * The call after the event: the same object when nothing changes. Deadlines up to `now` take effect first. `revision` stays:
   * it is the store's.
   * @throws {CallError} for what a person may not do now
   */
  move(call: CallRecord, event: CallEvent, now: Millis): CallRecord;
}

/** The machine with its times; those that are not given are those of `CALL_TIMES`. */
export function callMachine(times: Partial<CallTimes> = {}): CallMachine {
  const all = { ...CALL_TIMES, ...times };
  return {
    placeCall: (input, now) =>
      isGroupTarget(input.target) ? groupCall(input, now, all) : ringingCall(input, now, all),
    move: (call, event, now) => {
      const after = step(withTimePassed(call, now), event, { now, times: all });
      return after === call ? call : bumpShown(call, after);
    },
  };
}

/** With the default times. */
export const { placeCall, move } = callMachine();

function step(
  call: CallRecord,
  event: CallEvent,
  at: { now: Millis; times: CallTimes },
): CallRecord {
  switch (event.type) {
    case "ringing":
      return ringing(call, event.person);
    case "answer":
      return answer(call, event, at);
    case "decline":
      return decline(call, event.person, at.now);
    case "cancel":
      return cancel(call, event, at.now);
    case "busy":
    case "unreachable":
      return refusedBy(call, { person: event.person, state: event.type }, at.now);
    case "leave":
      return leave(call, event, at.now);
    case "end":
      return end(call, event, at.now);
    case "remove":
      return remove(call, event, at.now);
    case "reseat":
      return reseat(call, event, at);
    case "seat-claimed":
      return claim(call, event);
    case "seat-lost":
      return seatLost(call, event, at);
    case "claim-lost":
      return claimLost(call, event, at);
    case "media-flows":
      return mediaFlows(call, event, at);
    case "node-lost":
      return nodeLost(call, event, at);
    case "place-opening":
    case "place-open":
    case "place-failed":
      return placeMoved(call, event, at.now);
    case "leg":
    case "replaced":
    case "over":
      return outside(call, event, at.now);
    case "failed":
      return call.phase === "ended"
        ? call
        : ended(call, { reason: "failed", problem: event.problem }, at.now);
    case "time":
      return call;
  }
}
