import type { HistoryEntry, PersonHistoryEntry } from "@ringline/protocol";
import type { Operation } from "../operation.ts";
import { historyPage } from "./history-page.ts";

/** Calls that are over, newest first. Who may: everybody, their own. */
export const listHistory: Operation<"history.list"> = async (
  { missed = false, ...page },
  asker,
  parts,
) => {
  const person = asker.person.id;
  const { entries, ...rest } = await historyPage({ ...page, person, isMissed: missed }, parts);
  return { entries: entries.map(withoutPerson), ...rest };
};

export function withoutPerson({ person: _person, ...entry }: PersonHistoryEntry): HistoryEntry {
  return entry;
}
