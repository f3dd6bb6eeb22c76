import type { EndReason, Party } from "@ringline/protocol";
import type { LegState, OutsideEvent } from "./call-machine-events.ts";
import {
  type Ending,
  ended,
  isAwaited,
  type LiveRecord,
  replacePart,
  settled,
  started,
} from "./call-machine-parts.ts";
import { afterRefusal } from "./call-machine-ring.ts";
import { gone } from "./call-machine-seats.ts";
import type { CallRecord, Millis, ParticipantRecord } from "./call-record.ts";

/** A call goes through so many hands at most. */
const MOST_PARTICIPANTS = 200;

interface Leg {
  part: ParticipantRecord;
  state: LegState;
}

/** What a connector reports. Facts: nothing is refused, and what does not fit changes nothing. */
export function outside(call: CallRecord, event: OutsideEvent, now: Millis): CallRecord {
  if (call.phase === "ended") return call;
  if (event.type === "over") return ended(call, endingOf(call, event.reason), now);
  const part = call.participants.find(({ id }) => id === event.participant);
  if (!part || part.hidden) return call;
  if (event.type === "replaced") return replaced(call, { part, by: event.by }, now);
  const { state } = event;
  if (part.state === "joined") return joinedLeg(call, { part, state }, now);
  return isAwaited(part) ? awaitedLeg(call, { part, state }, now) : call;
}

function joinedLeg(call: LiveRecord, { part, state }: Leg, now: Millis): CallRecord {
  if (state === "left") return gone(call, { part, ending: { reason: "hung-up" } }, now);
  return state === "failed" ? gone(call, { part, ending: FAILED }, now) : call;
}

function awaitedLeg(call: LiveRecord, { part, state }: Leg, now: Millis): CallRecord {
  const { reachBy: _reachBy, ...rest } = part;
  switch (state) {
    case "ringing":
      return part.state === "ringing" ? call : replacePart(call, { ...rest, state });
    case "answered":
      return replacePart(call.phase === "ringing" ? started(call, now) : call, {
        ...rest,
        state: "joined",
        joinedAt: now,
      });
    case "busy":
    case "declined":
    case "unreachable":
      return afterRefusal(replacePart(call, settled(part, state, now)), now);
    case "left":
      return afterRefusal(replacePart(call, settled(part, "declined", now)), now);
    case "failed":
      return afterRefusal(replacePart(call, settled(part, "unreachable", now)), now);
  }
}

/** Whoever is in the call already does not come a second time. */
function replaced(
  call: LiveRecord,
  { part, by }: { part: ParticipantRecord; by: Party },
  now: Millis,
): CallRecord {
  const count = call.participants.length;
  const isIn = call.participants.some(({ party }) => isSame(party, by));
  if (part.state !== "joined" || isIn || count >= MOST_PARTICIPANTS) return call;
  const next: ParticipantRecord = {
    id: `p${count + 1}`,
    party: by,
    role: "callee",
    state: "joined",
    joinedAt: now,
  };
  const parts = replacePart(call, settled(part, "left", now)).participants;
  return { ...call, participants: [...parts, next] };
}

function isSame(one: Party, other: Party): boolean {
  if (one.type === "address") return other.type === "address" && one.address === other.address;
  return other.type !== "address" && one.id === other.id;
}

const FAILED: Ending = { reason: "failed", problem: "connector-failed" };
const BEFORE_ANSWER: ReadonlySet<EndReason> = new Set([
  "declined",
  "no-answer",
  "busy",
  "unreachable",
]);
const AFTER_ANSWER: ReadonlySet<EndReason> = new Set(["transferred", "expired"]);

/** A reason that cannot be in this phase is the plain one. */
function endingOf({ phase }: LiveRecord, reason: EndReason): Ending {
  if (reason === "failed") return FAILED;
  const isRinging = phase === "ringing";
  if ((isRinging ? BEFORE_ANSWER : AFTER_ANSWER).has(reason)) return { reason };
  return { reason: isRinging ? "cancelled" : "hung-up" };
}
