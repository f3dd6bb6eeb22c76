import { CallError } from "@ringline/protocol";
import type { Asker } from "../../auth/asker.ts";
import { isOneToOne } from "../../calls/call-machine-parts.ts";
import type { CallRecord } from "../../calls/call-record.ts";
import { participantOf } from "../../calls/call-seen-by.ts";
import type { Parts } from "../parts.ts";
import { isMember } from "./seen-call.ts";

/**
 * Who came into a group's call while the site took them out of the group does not stay (S33): the directory is looked at once
 * more after the move, so that one of the two sees the other.
 * @throws {CallError} call-not-found
 */
export async function checkStillMember(
  call: CallRecord,
  asker: Asker,
  parts: Parts,
): Promise<void> {
  if (isOneToOne(call) || (await isMember(call, asker, parts))) return;
  const own = participantOf(call, asker.person.id);
  if (own) await parts.calls.move(call.id, { type: "remove", participant: own.id });
  throw new CallError("call-not-found");
}
