import { type Call, CallError, type CallId } from "@ringline/protocol";
import type { Asker } from "../../auth/asker.ts";
import type { CallRecord } from "../../calls/call-record.ts";
import { callSeenBy } from "../../calls/call-seen-by.ts";
import type { Parts } from "../parts.ts";

/**
 * The call, if this asker may know of it; a seat knows its own call alone.
 * @throws {CallError} call-not-found, the same for unknown and for forbidden (S23)
 */
export async function seenCall(id: CallId, asker: Asker, parts: Parts): Promise<CallRecord> {
  const isOther = asker.kind === "seat" && asker.call !== id;
  const record = isOther ? undefined : await parts.store.calls.get(id);
  if (!record || !callSeenBy(record, asker.person.id)) throw new CallError("call-not-found");
  return record;
}

/** The call as the asker may see it, for a result. @throws {CallError} call-not-found */
export function viewFor(asker: Asker, record: CallRecord): Call {
  const view = callSeenBy(record, asker.person.id);
  if (!view) throw new CallError("call-not-found");
  return view;
}
