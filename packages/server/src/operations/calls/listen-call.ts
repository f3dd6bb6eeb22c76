import { CallError } from "@ringline/protocol";
import type { Operation } from "../operation.ts";
import { openCall } from "./open-call.ts";

/**
 * From now on this socket hears the call's channel, until the socket, the call or the person's part in it ends. Who may: a
 * device of a participant, on its socket, whatever became of their ring.
 * @throws {CallError} call-not-found, not-allowed over REST and above 64 channels of one socket
 */
export const listenCall: Operation<"calls.listen"> = async (input, asker, parts) => {
  if (asker.kind !== "device") throw new CallError("not-allowed", { detail: "only on a socket" });
  const { own } = await openCall(input.call, asker, parts);
  const head = await parts.channels.listen(asker.subscriber, { ...input, participant: own.id });
  return { head };
};
