import { CallError, type CallId } from "@ringline/protocol";
import type { Asker } from "../../auth/asker.ts";
import type { CallRecord, ParticipantRecord } from "../../calls/call-record.ts";
import { maySee, participantOf } from "../../calls/call-seen-by.ts";
import type { Parts } from "../parts.ts";

/**
 * A live call with a channel for devices, and the asker's part in it. What this process knows must do: messages are many.
 * @throws {CallError} call-not-found: unknown, ended, another's, or of a provider that does not draw the window itself
 */
export async function openCall(
  id: CallId,
  asker: Asker,
  parts: Parts,
): Promise<{ call: CallRecord; own: ParticipantRecord }> {
  const { known, store, connectors } = parts;
  const isKnown = (call: CallRecord | undefined) => call && maySee(call, asker.person.id);
  if (!isKnown(known.get(id))) {
    const read = await store.calls.get(id);
    if (read) known.note(read);
  }
  const call = known.get(id);
  const own = call && participantOf(call, asker.person.id);
  if (!call || !own || !isKnown(call) || !connectors.drawsWindow(call.provider))
    throw new CallError("call-not-found");
  return { call, own };
}
