import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  Kysely,
  type QueryResult,
} from "kysely";
import { storageError } from "./storage-errors.ts";
import type { Tables } from "./tables.ts";

/** Runs one query. */
export type RunQuery = (query: CompiledQuery) => Promise<unknown[]>;

type Language = Pick<Dialect, "createAdapter" | "createIntrospector" | "createQueryCompiler">;

/** What the database says is wrong becomes a `CallError` storage-full or storage-unavailable. */
export function withStorageErrors(run: RunQuery): RunQuery {
  return async (query) => {
    try {
      return await run(query);
    } catch (error) {
      throw storageError(error);
    }
  };
}

/**
 * Ordinary queries over a database of this language. There are no transactions: one that spans several awaits would hold up
 * every call.
 */
export function queriesOver(run: RunQuery, language: Language): Kysely<Tables> {
  const connection = new Connection(run);
  return new Kysely<Tables>({ dialect: { ...language, createDriver: () => driverOf(connection) } });
}

class Connection implements DatabaseConnection {
  readonly #run: RunQuery;

  constructor(run: RunQuery) {
    this.#run = run;
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    return { rows: (await this.#run(query)) as Row[] };
  }

  // biome-ignore lint/correctness/useYield: the interface asks for a generator; nothing here streams.
  async *streamQuery<Row>(): AsyncIterableIterator<QueryResult<Row>> {
    throw new Error("queries do not stream here");
  }
}

function driverOf(connection: Connection): Driver {
  const none = async () => {
    throw new Error("ordinary queries have no transactions of their own");
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
