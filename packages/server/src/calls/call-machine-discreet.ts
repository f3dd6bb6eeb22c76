import { isUntold, stateTold } from "./call-machine-group.ts";
import { isOneToOne } from "./call-machine-parts.ts";
import type { CallRecord, ParticipantRecord } from "./call-record.ts";

/** Raises the revision that those are shown who must not learn all, only if what they see changed: a number that moves would tell. */
export function bumpShown(before: CallRecord, after: CallRecord): CallRecord {
  if (!after.discreet || shown(before) === shown(after)) return after;
  return { ...after, discreet: { revision: after.discreet.revision + 1 } };
}

/** Everything of a call that may change before their eyes, as one text. */
function shown(call: CallRecord): string {
  if (!isOneToOne(call)) return JSON.stringify([call.phase, call.place, shownGroup(call)]);
  const isOpen =
    call.phase === "active" || (call.phase === "ended" && call.startedAt !== undefined);
  const parts = isOpen ? call.participants : call.participants.slice(0, 1);
  return JSON.stringify([call.phase, call.place, parts.map(shownPart)]);
}

function shownGroup(call: CallRecord): unknown[] {
  const parts = call.participants.map((part) =>
    isUntold(part) ? [stateTold(call, part)] : shownPart(part),
  );
  return call.phase === "active" ? [call.ringDeadline, ...parts] : parts;
}

function shownPart({ state, seat, heldAt, leftAt }: ParticipantRecord): unknown[] {
  return [state, seat?.epoch, seat?.connection, heldAt, leftAt];
}
