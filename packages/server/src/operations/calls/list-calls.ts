import type { Call, CallId } from "@ringline/protocol";
import { callSeenBy } from "../../calls/call-seen-by.ts";
import { readCalls } from "../../calls/read-calls.ts";
import type { Operation } from "../operation.ts";

/** This person's live calls, and of the named ones the end of each; a seat gets its own call alone. */
export const listCalls: Operation<"calls.list"> = async (input, asker, parts) => {
  const person = asker.person.id;
  const { records, gone } = await readCalls(person, input.named ?? [], parts);
  const isOwn = (id: CallId) => asker.kind !== "seat" || asker.call === id;
  const calls = records
    .filter(({ id }) => isOwn(id))
    .map((record) => callSeenBy(record, person))
    .filter((call): call is Call => call !== undefined);
  return { calls, gone };
};
