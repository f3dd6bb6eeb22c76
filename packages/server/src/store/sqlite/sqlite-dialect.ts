import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite";
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  Kysely,
  type QueryResult,
  SelectQueryNode,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from "kysely";
import type { Tables } from "../tables.ts";
import type { GroupCommit } from "./group-commit.ts";

/** Queries over `node:sqlite`: reads run at once, each write joins the transaction of its turn. */
export function sqliteQueries(database: DatabaseSync, group: GroupCommit): Kysely<Tables> {
  const connection = new Connection(database, group);
  const dialect: Dialect = {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => driverOf(connection),
    createIntrospector: (queries) => new SqliteIntrospector(queries),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
  return new Kysely<Tables>({ dialect });
}

class Connection implements DatabaseConnection {
  readonly #database: DatabaseSync;
  readonly #group: GroupCommit;
  readonly #statements = new Map<string, StatementSync>();

  constructor(database: DatabaseSync, group: GroupCommit) {
    this.#database = database;
    this.#group = group;
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    if (SelectQueryNode.is(query.query)) return { rows: this.#run<Row>(query) };
    return { rows: await this.#group.run(() => this.#run<Row>(query)) };
  }

  // biome-ignore lint/correctness/useYield: the interface asks for a generator; nothing here streams.
  async *streamQuery<Row>(): AsyncIterableIterator<QueryResult<Row>> {
    throw new Error("queries on SQLite do not stream");
  }

  #run<Row>({ sql, parameters }: CompiledQuery): Row[] {
    let statement = this.#statements.get(sql);
    if (!statement) {
      statement = this.#database.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement.all(...(parameters as SQLInputValue[])) as Row[];
  }
}

/** Transactions over several awaits would hold up every call: there are none. */
function driverOf(connection: Connection): Driver {
  const none = async () => {
    throw new Error("ordinary queries on SQLite have no transactions of their own");
  };
  return {
    init: async () => {},
    acquireConnection: async () => connection,
    beginTransaction: none,
    commitTransaction: none,
    rollbackTransaction: none,
    releaseConnection: async () => {},
    destroy: async () => {},
  };
}
