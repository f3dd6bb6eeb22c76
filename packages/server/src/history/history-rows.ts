import type { Call, EndedCall, HistoryEntry, Participant, PersonId } from "@ringline/protocol";
import { type EndedRecord, peopleIn } from "../calls/call-record.ts";
import { callSeenBy } from "../calls/call-seen-by.ts";

/** What is kept of a call for one person. `isUnseen` is beside it: it changes. */
export type KeptEntry = Omit<HistoryEntry, "isUnseen">;

/** A row to write when a call ends. */
export interface HistoryRow {
  person: PersonId;
  entry: KeptEntry;
}

const MOST_OTHERS = 50;

/** Whom it rang for, or would have rung for, and who was not there. */
const MISSED: ReadonlySet<Participant["state"]> = new Set(["missed", "busy", "unreachable"]);

/**
 * A row for each person who took part in a call that is over, each made of nothing but the call as that person may see it: a
 * stranger's row says no more than their screen did, and who was never told of the call has none. Pure.
 */
export function historyRows(call: EndedRecord): HistoryRow[] {
  const rows: HistoryRow[] = [];
  for (const person of peopleIn(call)) {
    const seen = callSeenBy(call, person);
    if (seen?.phase === "ended") rows.push({ person, entry: entryOf(seen, person) });
  }
  return rows;
}

function entryOf(call: EndedCall, person: PersonId): KeptEntry {
  const own = call.participants.find(({ party }) => isPerson(party, person));
  const { id, endReason, problem, provider, media, title, about, target, caller } = call;
  const isOutgoing = own?.role === "caller";
  const state = own?.state ?? "left";
  return {
    call: id,
    direction: isOutgoing ? "outgoing" : "incoming",
    isMissed: !isOutgoing && MISSED.has(state),
    state,
    endReason,
    ...(problem !== undefined && { problem }),
    provider,
    media,
    title,
    ...(about && { about }),
    target,
    caller,
    others: othersIn(call, own).map(({ party }) => party),
    ...timesOf(call, own),
  };
}

/** Of a call to a space or room those who came, and not too many: each of them has such a row. */
function othersIn({ target, participants }: EndedCall, own: Participant | undefined) {
  const others = participants.filter((one) => one !== own);
  if (target.type !== "space" && target.type !== "room") return others;
  return others.filter(({ joinedAt }) => joinedAt !== undefined).slice(0, MOST_OTHERS);
}

function timesOf(call: EndedCall, own: Participant | undefined) {
  const { createdAt, startedAt, endedAt } = call;
  if (startedAt === undefined) return { createdAt, endedAt, durationMs: 0 };
  const setUpMs = Math.max(0, Date.parse(startedAt) - Date.parse(createdAt));
  return {
    createdAt,
    answeredAt: startedAt,
    endedAt,
    setUpMs,
    durationMs: own?.joinedAt === undefined ? 0 : talkMs(own, startedAt),
  };
}

/** The caller is in the call from the press on; the conversation begins with the answer. */
function talkMs({ joinedAt = "", leftAt }: Participant, startedAt: string): number {
  const from = Math.max(Date.parse(joinedAt), Date.parse(startedAt));
  return leftAt === undefined ? 0 : Math.max(0, Date.parse(leftAt) - from);
}

function isPerson(party: Call["caller"], person: PersonId): boolean {
  return party.type !== "address" && party.id === person;
}
