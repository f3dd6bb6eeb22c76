import type { CallId, Party, TracedCall } from "@ringline/protocol";
import type { CallRecord } from "../../calls/call-record.ts";
import type { StoredHistoryRow } from "../../store/store.ts";
import type { Parts } from "../parts.ts";

/** What is known of a call: its record for a day, then its rows in the history, then that there are lines about it. */
export async function tracedCall(
  id: CallId,
  { known, store }: Parts,
): Promise<TracedCall | undefined> {
  const record = known.get(id) ?? (await store.calls.get(id));
  if (record !== undefined) return ofRecord(record);
  const [row] = await store.history.find({ call: id, limit: 1 });
  if (row !== undefined) return ofRow(row);
  const lines = await store.logs.find({ call: id, limit: 1 });
  return lines.length === 0 ? undefined : { id, participants: [] };
}

function ofRecord(record: CallRecord): TracedCall {
  const { id, provider, target, createdAt } = record;
  const isOver = record.phase === "ended";
  return {
    id,
    provider,
    target,
    createdAt: new Date(createdAt).toISOString(),
    ...(isOver && { endedAt: new Date(record.endedAt).toISOString(), endReason: record.endReason }),
    ...(isOver && record.problem !== undefined && { problem: record.problem }),
    participants: record.participants.map(({ id: participant, party, role, state }) => ({
      id: participant,
      party,
      role,
      state,
    })),
  };
}

function ofRow({ person, entry }: StoredHistoryRow): TracedCall {
  const { call, provider, target, createdAt, endedAt, endReason, problem, caller } = entry;
  const own: Party = { type: "user", id: person, name: person };
  const isCaller = caller.type !== "address" && caller.id === person;
  const others = isCaller
    ? entry.others
    : [own, ...entry.others.filter((one) => !same(one, caller))];
  const parties = [caller, ...others];
  return {
    id: call,
    provider,
    target,
    createdAt,
    endedAt,
    endReason,
    ...(problem !== undefined && { problem }),
    participants: parties.map((party, index) => ({
      id: `p${index + 1}`,
      party,
      role: index === 0 ? "caller" : "callee",
      state: same(party, own) ? entry.state : "left",
    })),
  };
}

function same(one: Party, other: Party): boolean {
  return one.type !== "address" && other.type !== "address" && one.id === other.id;
}
