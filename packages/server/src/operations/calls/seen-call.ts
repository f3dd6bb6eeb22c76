import { type Call, CallError, type CallId } from "@ringline/protocol";
import type { Asker } from "../../auth/asker.ts";
import type { CallRecord } from "../../calls/call-record.ts";
import { callSeenBy, maySee } from "../../calls/call-seen-by.ts";
import { groupOfMember } from "../groups/membership.ts";
import type { Parts } from "../parts.ts";

/**
 * The call, if this asker may know of it; a seat knows its own call alone.
 * @throws {CallError} call-not-found, the same for unknown and for forbidden (S23)
 */
export async function seenCall(id: CallId, asker: Asker, parts: Parts): Promise<CallRecord> {
  const isOther = asker.kind === "seat" && asker.call !== id;
  const record = isOther ? undefined : await parts.store.calls.get(id);
  if (!record || !maySee(record, asker.person.id)) throw new CallError("call-not-found");
  return record;
}

/** As `seenCall`, also for a member of the called space or room who was never in the call. @throws {CallError} call-not-found */
export async function reachableCall(id: CallId, asker: Asker, parts: Parts): Promise<CallRecord> {
  const record = await parts.store.calls.get(id);
  const isTheirs =
    record && (maySee(record, asker.person.id) || (await isMember(record, asker, parts)));
  if (!isTheirs) throw new CallError("call-not-found");
  return record;
}

/** Whether this is a call to a space or room of theirs. */
export async function isMember(
  { target }: CallRecord,
  asker: Asker,
  { store }: Pick<Parts, "store">,
): Promise<boolean> {
  if (target.type !== "space" && target.type !== "room") return false;
  return (await groupOfMember(target, asker, store)) !== undefined;
}

/** The call as the asker may see it, for a result. @throws {CallError} call-not-found */
export function viewFor(asker: Asker, record: CallRecord): Call {
  const view = callSeenBy(record, asker.person.id);
  if (!view) throw new CallError("call-not-found");
  return view;
}
