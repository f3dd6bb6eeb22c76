import type { CallId } from "@ringline/protocol";
import { peopleIn } from "../../calls/call-record.ts";
import type { Operation } from "../operation.ts";
import type { Parts } from "../parts.ts";

/** So many calls of one batch are looked up; lines about others are about none. */
const MOST_CALLS = 8;

/** Lines of a page's log. Who may: everybody, in their own name, about calls that they are in. */
export const writeLogs: Operation<"logs.write"> = async (input, asker, parts) => {
  const person = asker.person.id;
  if (asker.kind === "seat")
    return parts.clientLog.take(input, { person, callOf: () => asker.call });
  const named = new Set(input.entries.flatMap(({ call }) => call ?? []));
  const own = new Set<CallId>();
  for (const call of [...named].slice(0, MOST_CALLS))
    if (await isIn(call, person, parts)) own.add(call);
  const callOf = (call: CallId | undefined) => (call && own.has(call) ? call : undefined);
  return parts.clientLog.take(input, { person, callOf });
};

async function isIn(call: CallId, person: string, { known, store }: Parts): Promise<boolean> {
  const record = known.get(call) ?? (await store.calls.get(call));
  return record !== undefined && peopleIn(record).includes(person);
}
