import { callSeenBy } from "../../calls/call-seen-by.ts";
import type { Operation } from "../operation.ts";

const MOST = 100;

/** This person's calls that have a key, of each key the newest, live or ended within a day. */
export const keyedCalls: Operation<"calls.keyed"> = async (_input, asker, { store }) => {
  const records = await store.calls.keyedOf(asker.person.id, MOST);
  return { calls: records.flatMap((record) => callSeenBy(record, asker.person.id) ?? []) };
};
