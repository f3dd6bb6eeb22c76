import { CallError } from "@ringline/protocol";
import type { Operation } from "../operation.ts";

/** Takes people off what this connection is told. Who may: a device, on its socket. */
export const unsubscribePresence: Operation<"presence.unsubscribe"> = async (
  input,
  asker,
  parts,
) => {
  if (asker.kind !== "device") throw new CallError("not-allowed", { detail: "only on a socket" });
  parts.presence.unsubscribe(asker.subscriber, input.people);
  return {};
};
