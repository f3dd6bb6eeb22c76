import type { CallId, HistoryEntry, PersonId } from "@ringline/protocol";
import type { Kysely, Selectable } from "kysely";
import type { Millis } from "../calls/call-record.ts";
import { BATCH_ROWS, inBatches } from "./batches.ts";
import type { HistoryQuery, HistoryStore, StoredHistoryRow } from "./store.ts";
import type { HistoryTable, Tables } from "./tables.ts";

/** Rows of calls that are over, on either database. */
export class History implements HistoryStore {
  readonly #database: Kysely<Tables>;

  constructor(database: Kysely<Tables>) {
    this.#database = database;
  }

  async find(asked: HistoryQuery): Promise<StoredHistoryRow[]> {
    const { person, call, isMissed, since, until, after, limit } = asked;
    let query = this.#database.selectFrom("history").selectAll();
    if (person !== undefined) query = query.where("person", "=", person);
    if (call !== undefined) query = query.where("call_id", "=", call);
    if (isMissed) query = query.where("missed", "=", 1);
    if (since !== undefined) query = query.where("ended_at", ">=", since);
    if (until !== undefined) query = query.where("ended_at", "<", until);
    if (after !== undefined)
      query = query.where(({ eb, refTuple, tuple }) =>
        eb(refTuple("ended_at", "seq"), "<", tuple(after.at, after.seq)),
      );
    const rows = await query
      .orderBy("ended_at", "desc")
      .orderBy("seq", "desc")
      .limit(limit)
      .execute();
    return rows.map(storedRow);
  }

  async unseenOf(person: PersonId): Promise<number> {
    const query = this.#database
      .selectFrom("history")
      .select(({ fn }) => fn.countAll<number | string>().as("count"))
      .where("person", "=", person)
      .where("unseen", "=", 1);
    return Number((await query.executeTakeFirst())?.count ?? 0);
  }

  async see(person: PersonId): Promise<number> {
    const query = this.#database
      .updateTable("history")
      .set({ unseen: 0 })
      .where("person", "=", person)
      .where("unseen", "=", 1)
      .returning("seq");
    return (await query.execute()).length;
  }

  async erase(person: PersonId, call?: CallId): Promise<number> {
    const all = this.#database.deleteFrom("history").where("person", "=", person);
    const query = call === undefined ? all : all.where("call_id", "=", call);
    return (await query.returning("seq").execute()).length;
  }

  async deleteBefore(time: Millis): Promise<void> {
    await inBatches(async () => {
      const old = this.#database.selectFrom("history").select("seq").where("ended_at", "<", time);
      const gone = this.#database.deleteFrom("history").where("seq", "in", old.limit(BATCH_ROWS));
      return (await gone.returning("seq").execute()).length;
    });
  }
}

function storedRow(row: Selectable<HistoryTable>): StoredHistoryRow {
  const entry = JSON.parse(row.entry) as Omit<HistoryEntry, "isUnseen">;
  return {
    seq: Number(row.seq),
    at: row.ended_at,
    person: row.person,
    entry: { ...entry, isUnseen: row.unseen === 1 },
  };
}
