import type { Kysely, Selectable } from "kysely";
import type { Millis } from "../calls/call-record.ts";
import type { AuditQuery, AuditRecord, AuditStore } from "./administration-store.ts";
import { BATCH_ROWS, inBatches } from "./batches.ts";
import type { AuditTable, Tables } from "./tables.ts";

/** What administrators did, on either database. */
export class Audit implements AuditStore {
  readonly #database: Kysely<Tables>;

  constructor(database: Kysely<Tables>) {
    this.#database = database;
  }

  async begin(entry: Omit<AuditRecord, "seq">): Promise<number> {
    const { by, reference, at, action, target = null, outcome } = entry;
    const who = { by_type: by.type, by_id: by.id, by_name: by.name, address: by.address ?? null };
    const what = { action, target, input: JSON.stringify(entry.input ?? {}) };
    const states = { before: textOf(entry.before), after: textOf(entry.after) };
    const row = { reference, at, ...who, ...what, ...states, outcome };
    const query = this.#database.insertInto("audit").values(row).returning("seq");
    return Number((await query.executeTakeFirst())?.seq);
  }

  async finish(
    seq: number,
    { outcome, reference, after }: { outcome: string; reference?: string; after?: unknown },
  ): Promise<void> {
    await this.#database
      .updateTable("audit")
      .set({ outcome, after: textOf(after), ...(reference !== undefined && { reference }) })
      .where("seq", "=", seq)
      .execute();
  }

  async find({ action, by, target, before, limit }: AuditQuery): Promise<AuditRecord[]> {
    let query = this.#database.selectFrom("audit").selectAll();
    if (action?.includes(".")) query = query.where("action", "=", action);
    else if (action !== undefined) query = query.where("action", "like", `${action}.%`);
    if (by !== undefined) query = query.where("by_id", "=", by);
    if (target !== undefined) query = query.where("target", "=", target);
    if (before !== undefined) query = query.where("seq", "<", before);
    return (await query.orderBy("seq", "desc").limit(limit).execute()).map(recordOf);
  }

  async deleteBefore(time: Millis): Promise<void> {
    await inBatches(async () => {
      const old = this.#database.selectFrom("audit").select("seq").where("at", "<", time);
      const gone = this.#database.deleteFrom("audit").where("seq", "in", old.limit(BATCH_ROWS));
      return (await gone.returning("seq").execute()).length;
    });
  }
}

function textOf(value: unknown): string | null {
  return value === undefined ? null : JSON.stringify(value);
}

function recordOf(row: Selectable<AuditTable>): AuditRecord {
  const { seq, reference, at, by_type, by_id, by_name, address, action, target, outcome } = row;
  const by = { type: by_type as AuditRecord["by"]["type"], id: by_id, name: by_name };
  return {
    seq: Number(seq),
    reference,
    at,
    by: { ...by, ...(address !== null && { address }) },
    action,
    ...(target !== null && { target }),
    input: JSON.parse(row.input),
    ...(row.before !== null && { before: JSON.parse(row.before) }),
    ...(row.after !== null && { after: JSON.parse(row.after) }),
    outcome,
  };
}
