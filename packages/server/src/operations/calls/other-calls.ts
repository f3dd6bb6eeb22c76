import { CallError, type CallId, type PersonId } from "@ringline/protocol";
import type { CallRecord } from "../../calls/call-record.ts";
import { participantOf } from "../../calls/call-seen-by.ts";
import type { Parts } from "../parts.ts";

/** Whether this person holds a seat in the call, ringing or active. */
export function isIn(call: CallRecord, person: PersonId): boolean {
  return participantOf(call, person)?.state === "joined";
}

/** Hangs up a call that stands in the way ("End and call"); one that is over or unknown stands in nobody's way. */
export async function leaveFirst(
  call: CallId | undefined,
  person: PersonId,
  parts: Parts,
): Promise<void> {
  if (call === undefined) return;
  try {
    await parts.calls.move(call, { type: "leave", person });
  } catch (error) {
    const isOver =
      error instanceof CallError &&
      (error.code === "call-ended" || error.code === "call-not-found");
    if (!isOver) throw error;
  }
}

/** Hangs up wherever this person holds a seat. */
export async function leaveAll(person: PersonId, parts: Parts): Promise<void> {
  for (const call of await parts.store.calls.liveOf(person))
    if (isIn(call, person)) await leaveFirst(call.id, person, parts);
}
