import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { CallRecord, Millis } from "../../calls/call-record.ts";
import type { NewMessage, TrailOf } from "../store.ts";

/** Writes what changes of calls leave behind, inside the transaction that writes the calls. */
export class SqliteTrail {
  readonly #history: StatementSync;
  readonly #message: StatementSync;
  #trailOf: TrailOf | undefined;

  constructor(database: DatabaseSync) {
    this.#history = database.prepare(
      "insert into history (person, call_id, ended_at, missed, unseen, entry) values (?, ?, ?, ?, ?, ?)",
    );
    this.#message = database.prepare(
      "insert into webhook_messages (id, endpoint, subject, type, body, created_at, next_at) values (?, ?, ?, ?, ?, ?, ?)",
    );
  }

  follow(trailOf: TrailOf): void {
    this.#trailOf = trailOf;
  }

  write(after: CallRecord, before: CallRecord | undefined, now: Millis): void {
    const trail = this.#trailOf?.(after, before, now);
    if (!trail) return;
    const endedAt = after.phase === "ended" ? after.endedAt : 0;
    for (const { person, entry } of trail.history) {
      const missed = entry.isMissed ? 1 : 0;
      this.#history.run(person, after.id, endedAt, missed, missed, JSON.stringify(entry));
    }
    this.tell(after.id, trail.messages, now);
  }

  /** Puts messages into the outbox. */
  tell(subject: string, messages: readonly NewMessage[], now: Millis): void {
    for (const { id, endpoint, type, body } of messages)
      this.#message.run(id, endpoint, subject, type, body, now, now);
  }
}
