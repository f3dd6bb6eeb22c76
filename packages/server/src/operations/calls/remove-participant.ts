import { CallError } from "@ringline/protocol";
import { isAdministrator } from "../../auth/asker.ts";
import type { CallRecord } from "../../calls/call-record.ts";
import { callSeenByAdmin } from "../../calls/call-seen-by.ts";
import type { Operation } from "../operation.ts";
import type { Parts } from "../parts.ts";
import { seenCall, viewFor } from "./seen-call.ts";

/**
 * Takes somebody out of a call: first the call says so, then its connector is asked to let them go. Who may: whoever called a
 * space or room; an administrator in any call.
 * @throws {CallError} call-not-found, not-found, not-allowed; connector-failed: they are out of the call, but the
 * media system may still have them; asked again, it is told again
 */
export const removeParticipant: Operation<"calls.remove"> = async (input, asker, parts) => {
  const { call, participant } = input;
  const isByAdmin = isAdministrator(asker);
  if (!isByAdmin) await seenCall(call, asker, parts);
  const person = isByAdmin ? {} : { person: asker.person.id };
  const moved = await parts.calls.move(call, { type: "remove", participant, ...person });
  await letGo(moved, participant, parts);
  return { call: isByAdmin ? callSeenByAdmin(moved) : viewFor(asker, moved) };
};

async function letGo(call: CallRecord, id: string, { connectors }: Parts): Promise<void> {
  const participant = call.participants.find((one) => one.id === id);
  if (!participant) throw new CallError("not-found");
  const { party } = participant;
  await connectors.letGo(call, { participant: { id, party } });
}
