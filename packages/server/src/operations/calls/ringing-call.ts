import type { Operation } from "../operation.ts";
import { seenCall } from "./seen-call.ts";

/**
 * A device says that it rings, or shows the quiet card. Who may: a device of whom it rings; for others it does nothing.
 * @throws {CallError} call-not-found
 */
export const ringingCall: Operation<"calls.ringing"> = async (input, asker, parts) => {
  await seenCall(input.call, asker, parts);
  await parts.calls.move(input.call, { type: "ringing", person: asker.person.id });
  return {};
};
