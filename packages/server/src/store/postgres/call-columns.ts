import { type CallRecord, nextDeadline, peopleIn } from "../../calls/call-record.ts";
import { liveTargetOf, newOnes, seatedIn, seatHashesOf } from "../call-row.ts";
import type { Placing, Trail } from "../store.ts";

/** The parameters of `CREATE_CALL`. */
export function newRow(call: CallRecord, { caller, key, inputHash }: Placing): unknown[] {
  const isLive = call.phase !== "ended";
  return [
    call.id,
    call.revision,
    caller,
    key,
    inputHash,
    liveTargetOf(call),
    call.key ?? null,
    call.createdAt,
    ...columnsOf(call),
    isLive ? peopleIn(call) : [],
    seatHashesOf(call),
    seatedIn(call),
  ];
}

/** The parameters of `CHANGE_CALL`. */
export function changedRow(before: CallRecord, after: CallRecord): unknown[] {
  const people = after.phase === "ended" ? [] : newOnes(peopleIn(before), peopleIn(after));
  const hashes = newOnes(seatHashesOf(before), seatHashesOf(after));
  const seated = [seatedIn(before), seatedIn(after)] as const;
  // In one order, so that no two writes wait for each other.
  const took = newOnes(...seated).sort();
  const left = newOnes(seated[1], seated[0]);
  const columns = columnsOf(after);
  return [after.id, before.revision, after.revision, ...columns, people, hashes, took, left];
}

/** When it ended, its next deadline, the call itself. */
function columnsOf(call: CallRecord): [number | null, number | null, string] {
  const endedAt = call.phase === "ended" ? call.endedAt : null;
  return [endedAt, nextDeadline(call) ?? null, JSON.stringify(call)];
}

/** The history's of `CHANGE_CALL_WITH_TRAIL`. */
export function historyColumns(history: Trail["history"]): unknown[] {
  return [
    history.map(({ person }) => person),
    history.map(({ entry }) => (entry.isMissed ? 1 : 0)),
    history.map(({ entry }) => JSON.stringify(entry)),
  ];
}

/** The placings' of `MEET_CALL`. */
export function placingColumns(placings: readonly Placing[]): unknown[] {
  return [
    placings.map(({ caller }) => caller),
    placings.map(({ key }) => key),
    placings.map(({ inputHash }) => inputHash),
  ];
}
