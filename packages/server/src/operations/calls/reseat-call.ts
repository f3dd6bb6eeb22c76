import type { Operation } from "../operation.ts";
import { seenCall, viewFor } from "./seen-call.ts";

/**
 * Takes this person's seat to a new call page; the page that held it is stale. Who may: whoever is in the call, on any of
 * their devices. Repeated with the same `seat`: no change.
 * @throws {CallError} call-not-found, not-allowed, call-ended
 */
export const reseatCall: Operation<"calls.reseat"> = async (input, asker, parts) => {
  await seenCall(input.call, asker, parts);
  const device = asker.kind === "device" ? { device: asker.device } : {};
  const call = await parts.calls.move(input.call, {
    type: "reseat",
    person: asker.person.id,
    secretHash: input.seat,
    ...device,
  });
  return { call: viewFor(asker, call) };
};
