import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { CallId, PersonId } from "@ringline/protocol";
import type { CallRecord } from "../../calls/call-record.ts";

/** Who had a part in calls with a key that is not hidden from them; written inside the transaction that writes the calls. Calls without a key are not here. */
export class KeyedPeople {
  readonly #keep: StatementSync;
  readonly #find: StatementSync;
  readonly #list: StatementSync;
  readonly #forget: StatementSync;

  constructor(database: DatabaseSync) {
    this.#keep = database.prepare("insert or replace into keyed_people values (?, ?, ?)");
    this.#find = database.prepare(
      "select call_id from keyed_people where person = ? and call_key = ?",
    );
    this.#list = database.prepare(
      `select call_id from keyed_people join calls on calls.id = call_id
where person = ? order by created_at desc limit ?`,
    );
    this.#forget = database.prepare(
      "delete from keyed_people where call_id in (select value from json_each(?))",
    );
  }

  write(after: CallRecord, before: CallRecord | undefined): void {
    const { id, key, participants } = after;
    if (key === undefined) return;
    for (const [at, { party, hidden }] of participants.entries()) {
      const was = before?.participants[at];
      if (party.type !== "address" && !hidden && (!was || was.hidden))
        this.#keep.run(party.id, key, id);
    }
  }

  /** The newest call with this key in which this person had a part. */
  find(person: PersonId, key: string): CallId | undefined {
    const row = this.#find.get(person, key);
    return row && String(row.call_id);
  }

  /** Newest first. */
  list(person: PersonId, limit: number): CallId[] {
    return this.#list.all(person, limit).map(({ call_id }) => String(call_id));
  }

  /** Of these calls; `ids`: a list as JSON. */
  forget(ids: string): void {
    this.#forget.run(ids);
  }
}
