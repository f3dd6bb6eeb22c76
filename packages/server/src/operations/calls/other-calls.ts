import { CallError, type CallId, type PersonId } from "@ringline/protocol";
import type { CallRecord } from "../../calls/call-record.ts";
import { participantOf } from "../../calls/call-seen-by.ts";
import type { Parts } from "../parts.ts";

/** Whether this person holds a seat in the call, ringing or active. */
export function isIn(call: CallRecord, person: PersonId): boolean {
  return participantOf(call, person)?.state === "joined";
}

/**
 * Refuses somebody who is in another call than those that they may be in: the one that they leave, the one that they take.
 * @throws {CallError} in-other-call
 */
export function checkAlone(
  live: readonly CallRecord[],
  person: PersonId,
  but: readonly (CallId | undefined)[],
): void {
  if (live.some((call) => isIn(call, person) && !but.includes(call.id)))
    throw new CallError("in-other-call");
}

/**
 * Hangs up the call that stands in the way ("End and call"), once nothing else can refuse: what was checked before may be
 * otherwise by now, and then this call is over and the other one not there. One that is over, or that the person is not in,
 * stands in nobody's way.
 */
export async function leaveFirst(
  id: CallId | undefined,
  person: PersonId,
  parts: Parts,
): Promise<void> {
  const call = id === undefined ? undefined : await parts.store.calls.get(id);
  if (!call || call.phase === "ended" || !isIn(call, person)) return;
  await leaveUnlessOver(call.id, person, parts);
}

/** Hangs up wherever this person holds a seat. */
export async function leaveAll(person: PersonId, parts: Parts): Promise<void> {
  for (const call of await parts.store.calls.liveOf(person))
    if (isIn(call, person)) await leaveUnlessOver(call.id, person, parts);
}

/** Hangs up, or declines what only rings; a call that ended just now is left already. */
export async function leaveUnlessOver(call: CallId, person: PersonId, parts: Parts): Promise<void> {
  try {
    await parts.calls.move(call, { type: "leave", person });
  } catch (error) {
    if (!(error instanceof CallError) || error.code !== "call-ended") throw error;
  }
}
