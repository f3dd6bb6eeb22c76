import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite";
import {
  type CompiledQuery,
  type Kysely,
  SelectQueryNode,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from "kysely";
import { queriesOver, type RunQuery, withStorageErrors } from "../queries.ts";
import type { Tables } from "../tables.ts";
import type { GroupCommit } from "./group-commit.ts";

/** Lists of different lengths are different statements; there is no end to them. */
const STATEMENTS_KEPT = 100;

/**
 * Reads wait for nothing and writes for their transaction alone. Kysely's own adapter lets one query after another have the
 * connection: each read would wait for the disk, and no two writes would ever share a transaction.
 */
class Adapter extends SqliteAdapter {
  override get supportsMultipleConnections(): true {
    return true;
  }
}

/** Runs queries on `node:sqlite`: reads at once, each write in the transaction of its turn. */
export function sqliteRunner(database: DatabaseSync, group: GroupCommit): RunQuery {
  const statements = new Map<string, StatementSync>();
  const runNow = ({ sql, parameters }: CompiledQuery): unknown[] => {
    const statement = statements.get(sql) ?? database.prepare(sql);
    if (statements.size >= STATEMENTS_KEPT) statements.clear();
    statements.set(sql, statement);
    return statement.all(...(parameters as SQLInputValue[]));
  };
  return withStorageErrors(async (query) =>
    SelectQueryNode.is(query.query) ? runNow(query) : group.run(() => runNow(query)),
  );
}

export function sqliteQueries(run: RunQuery): Kysely<Tables> {
  return queriesOver(run, {
    createAdapter: () => new Adapter(),
    createIntrospector: (queries) => new SqliteIntrospector(queries),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  });
}
