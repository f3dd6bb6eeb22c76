import type { Call, Party } from "@ringline/protocol";
import { callSeenByAdmin } from "../../calls/call-seen-by.ts";
import type { Operation } from "../operation.ts";

const USUAL = 50;

/** Live calls of everybody, the newest first. Who may: administrators. */
export const liveCalls: Operation<"calls.live"> = async (input, _asker, { store }) => {
  const { text = "", person, limit = USUAL } = input;
  const all = (await store.calls.live()).map(callSeenByAdmin);
  const found = all.filter(
    (call) => (person === undefined || isIn(call, person)) && mentions(call, text.toLowerCase()),
  );
  found.sort((one, other) => other.createdAt.localeCompare(one.createdAt));
  return { calls: found.slice(0, limit), count: found.length };
};

function isIn({ participants }: Call, person: string): boolean {
  return participants.some(({ party }) => party.type !== "address" && party.id === person);
}

function mentions(call: Call, text: string): boolean {
  if (text === "") return true;
  const parties = call.participants.flatMap(({ party }) => wordsOf(party));
  return [call.id, call.title, call.provider, ...parties].some((word) =>
    word.toLowerCase().includes(text),
  );
}

function wordsOf(party: Party): string[] {
  return party.type === "address" ? [party.address, party.name ?? ""] : [party.id, party.name];
}
