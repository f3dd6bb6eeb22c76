import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { Kysely } from "kysely";
import { LogLines, rowOf } from "../log-lines.ts";
import type { NewLogLine } from "../store.ts";
import type { Tables } from "../tables.ts";
import type { GroupCommit } from "./group-commit.ts";

/** Log lines, of which there are many: each is written by the same prepared statement, all in one transaction. */
export class SqliteLogLines extends LogLines {
  readonly #group: GroupCommit;
  readonly #insert: StatementSync;

  constructor(queries: Kysely<Tables>, database: DatabaseSync, group: GroupCommit) {
    super(queries);
    this.#group = group;
    this.#insert = database.prepare(
      `insert into log_lines (at, level, person, page, n, call_id, reference, message, entry)
values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing`,
    );
  }

  override append(lines: readonly NewLogLine[]): Promise<void> {
    return this.#group.run(() => {
      for (const line of lines) this.#write(line);
    });
  }

  #write(line: NewLogLine): void {
    const { at, level, person, page, n, call_id, reference, message, entry } = rowOf(line);
    this.#insert.run(at, level, person, page, n, call_id, reference, message, entry);
  }
}
