import { CallError } from "@ringline/protocol";
import type { SeatAsker } from "../../auth/asker.ts";
import type { CallRecord, ParticipantRecord } from "../../calls/call-record.ts";
import type { Operation } from "../operation.ts";
import { seenCall, viewFor } from "./seen-call.ts";

/**
 * Gives a seat its grant: repeatable, never stored. Who may: the seat that holds its place, for its own call.
 * @throws {CallError} call-not-found, not-winner, stale-session, call-ended, connector-failed
 */
export const joinCall: Operation<"calls.join"> = async (input, asker, parts) => {
  if (asker.kind !== "seat") throw new CallError("not-winner");
  checkSeat(await seenCall(input.call, asker, parts), asker);
  const call = await parts.places.whenOpen(input.call);
  const { id, party, seat } = checkSeat(call, asker);
  const epoch = seat?.epoch ?? 0;
  const entry = { participant: { id, party }, seat: { epoch } };
  const grant = await parts.connectors.admit(call, entry);
  return { call: viewFor(asker, call), grant };
};

function checkSeat(call: CallRecord, asker: SeatAsker): ParticipantRecord {
  if (call.phase === "ended") throw new CallError("call-ended", { endReason: call.endReason });
  const part = call.participants.find(({ id }) => id === asker.participant);
  if (part?.state !== "joined") throw new CallError("not-winner");
  if (part.seat?.epoch !== asker.epoch) throw new CallError("stale-session");
  return part;
}
