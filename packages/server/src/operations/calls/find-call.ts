import { CallError } from "@ringline/protocol";
import { callSeenBy, callSeenByMember } from "../../calls/call-seen-by.ts";
import type { Operation } from "../operation.ts";
import { isMember } from "./seen-call.ts";

/**
 * The call that is known by this key: the live one, else the last one of this person, kept for a day. Who may: its
 * participants, and the members of the called space or room while it lives.
 * @throws {CallError} call-not-found, the same for unknown and for forbidden (S23)
 */
export const findCall: Operation<"calls.find"> = async ({ key }, asker, parts) => {
  const record = await parts.store.calls.withKey(key, asker.person.id);
  if (!record) throw new CallError("call-not-found");
  const call = callSeenBy(record, asker.person.id);
  if (call) return { call };
  if (!(await isMember(record, asker, parts))) throw new CallError("call-not-found");
  return { call: callSeenByMember(record) };
};
