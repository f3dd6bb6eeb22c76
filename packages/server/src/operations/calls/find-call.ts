import { CallError } from "@ringline/protocol";
import type { Operation } from "../operation.ts";
import { viewFor } from "./seen-call.ts";

/**
 * The call that is known by this key: the live one, else the last one of this person, kept for a day. Who may: its
 * participants.
 * @throws {CallError} call-not-found, the same for unknown and for forbidden (S23)
 */
export const findCall: Operation<"calls.find"> = async ({ key }, asker, { store }) => {
  const call = await store.calls.withKey(key, asker.person.id);
  if (!call) throw new CallError("call-not-found");
  return { call: viewFor(asker, call) };
};
