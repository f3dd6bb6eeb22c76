import type { Cursor, PersonHistoryEntry } from "@ringline/protocol";
import { cursorOf, placeOf } from "../../history/cursor.ts";
import type { HistoryQuery } from "../../store/store.ts";
import type { Parts } from "../parts.ts";

const PAGE = 30;

type Asked = Omit<HistoryQuery, "after" | "limit"> & { before?: Cursor; limit?: number };

/** One page of rows, and where the next one begins if there is one. */
export async function historyPage(
  { before, limit = PAGE, ...query }: Asked,
  { store }: Pick<Parts, "store">,
): Promise<{ entries: PersonHistoryEntry[]; next?: Cursor }> {
  const after = before === undefined ? {} : { after: placeOf(before) };
  const found = await store.history.find({ ...query, ...after, limit: limit + 1 });
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  const entries = rows.map(({ person, entry }) => ({ person, ...entry }));
  return { entries, ...(found.length > limit && last && { next: cursorOf(last) }) };
}
