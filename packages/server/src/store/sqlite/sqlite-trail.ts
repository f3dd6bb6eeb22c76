import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { CallRecord } from "../../calls/call-record.ts";
import type { TrailOf } from "../store.ts";

/** Writes what changes of calls leave behind, inside the transaction that writes the calls. */
export class SqliteTrail {
  readonly #history: StatementSync;
  #trailOf: TrailOf | undefined;

  constructor(database: DatabaseSync) {
    this.#history = database.prepare(
      "insert into history (person, call_id, ended_at, missed, unseen, entry) values (?, ?, ?, ?, ?, ?)",
    );
  }

  follow(trailOf: TrailOf): void {
    this.#trailOf = trailOf;
  }

  write(after: CallRecord, before: CallRecord | undefined): void {
    const trail = this.#trailOf?.(after, before);
    if (!trail) return;
    const endedAt = after.phase === "ended" ? after.endedAt : 0;
    for (const { person, entry } of trail.history) {
      const missed = entry.isMissed ? 1 : 0;
      this.#history.run(person, after.id, endedAt, missed, missed, JSON.stringify(entry));
    }
  }
}
