import { type Call, CallError } from "@ringline/protocol";
import type { Asker } from "../../auth/asker.ts";
import type { CallRecord } from "../../calls/call-record.ts";
import { callSeenBy, callSeenByMember, participantOf } from "../../calls/call-seen-by.ts";
import { isToGroup } from "../../store/call-row.ts";
import type { Operation } from "../operation.ts";
import type { Parts } from "../parts.ts";
import { isMember } from "./seen-call.ts";

/**
 * The call that is known by this key: one that they are in, else a live one of their space or room, else another one that lives,
 * else the last one of this person, kept for a day. Who may: its participants, and the members of the called space or room while it lives. What strangers call by the same
 * key is not looked at.
 * @throws {CallError} call-not-found, the same for unknown and for forbidden (S23)
 */
export const findCall: Operation<"calls.find"> = async ({ key }, asker, parts) => {
  const record = await parts.store.calls.withKey(key, asker.person.id);
  const own = record && callSeenBy(record, asker.person.id);
  if (record && own && isFirst(record, asker)) return { call: own };
  const call = (await groupCall(key, asker, parts)) ?? own;
  if (!call) throw new CallError("call-not-found");
  return { call };
};

/** Whether no other call with the key comes before it: anybody may ring under a space's key. */
function isFirst(record: CallRecord, { person }: Asker): boolean {
  if (record.phase === "ended") return false;
  return isToGroup(record) || participantOf(record, person.id)?.state === "joined";
}

/** The live call with this key of a space or room in which they are a member. */
async function groupCall(key: string, asker: Asker, parts: Parts): Promise<Call | undefined> {
  for (const record of await parts.store.calls.liveGroupsWithKey(key))
    if (await isMember(record, asker, parts)) return callSeenByMember(record);
  return undefined;
}
