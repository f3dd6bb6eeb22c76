import { CallError } from "@ringline/protocol";
import type { Operation } from "../operation.ts";

/** Stops hearing a call's channel. Who may: a device, on its socket. */
export const unlistenCall: Operation<"calls.unlisten"> = async (input, asker, parts) => {
  if (asker.kind !== "device") throw new CallError("not-allowed", { detail: "only on a socket" });
  parts.channels.unlisten(asker.subscriber, input.call, input.channel);
  return {};
};
