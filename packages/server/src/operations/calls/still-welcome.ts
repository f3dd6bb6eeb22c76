import { CallError } from "@ringline/protocol";
import type { Asker } from "../../auth/asker.ts";
import { isOneToOne } from "../../calls/call-machine-parts.ts";
import type { CallRecord } from "../../calls/call-record.ts";
import { participantOf } from "../../calls/call-seen-by.ts";
import { isRevoked } from "../../people/sign-in.ts";
import type { Parts } from "../parts.ts";
import { leaveUnlessOver } from "./other-calls.ts";
import { isMember } from "./seen-call.ts";

/**
 * Who came into a call while they were signed out, or into a group's call while the site took them out of the group, does not
 * stay (S18, S33): a command may wait for seconds, and whoever forbids it meanwhile finds no call yet. Both write first and then
 * look, so that one of the two sees the other.
 * @throws {CallError} token-revoked, call-not-found
 */
export async function checkStillWelcome(
  call: CallRecord,
  asker: Asker,
  parts: Parts,
): Promise<void> {
  await checkSignedIn(call, asker, parts);
  if (isOneToOne(call) || (await isMember(call, asker, parts))) return;
  const own = participantOf(call, asker.person.id);
  if (own) await parts.calls.move(call.id, { type: "remove", participant: own.id });
  throw new CallError("call-not-found");
}

async function checkSignedIn(call: CallRecord, asker: Asker, parts: Parts): Promise<void> {
  if (asker.kind === "seat" || asker.issuedAt === undefined) return;
  const { id } = asker.person;
  const [known] = await parts.store.people.get([id]);
  if (!isRevoked(asker.issuedAt, known?.revokedAt)) return;
  await leaveUnlessOver(call.id, id, parts);
  throw new CallError("token-revoked");
}
