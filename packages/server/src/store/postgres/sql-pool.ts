import { CallError } from "@ringline/protocol";
import { isStorageFailure, storageError } from "../storage-errors.ts";

export type Row = Record<string, unknown>;

/** With a name it is prepared once per connection. */
export interface Statement {
  name?: string;
  text: string;
}

/** Without values it may be several statements, and answers with the last one's rows. */
export interface Query extends Statement {
  values?: readonly unknown[];
}

/** What we need of a connection; that of `pg` fits. */
export interface SqlClient {
  query(query: Query): Promise<{ rows: Row[] }>;
  /** With `true` the connection is closed instead of used again. */
  release(destroy?: boolean): void;
}

/** What we need of a pool of connections. */
export interface SqlPool {
  connect(): Promise<SqlClient>;
  end(): Promise<void>;
}

/** Nobody waits longer for the database than this (G26). */
const ANSWER_MS = 1_900;

/** Statements on a pool, with bounded waiting and refusals instead of the database's errors. */
export class Sql {
  readonly #pool: SqlPool;
  #ending: Promise<void> | undefined;

  constructor(pool: SqlPool) {
    this.#pool = pool;
  }

  /** Ends the pool; what comes later is refused. Idempotent. */
  close(): Promise<void> {
    this.#ending ??= this.#pool.end();
    return this.#ending;
  }

  /** @throws {CallError} storage-full, storage-unavailable */
  async run(statement: Statement, values: readonly unknown[] = []): Promise<Row[]> {
    try {
      return await bounded(this.#run(statement, values));
    } catch (error) {
      throw storageError(error);
    }
  }

  async #run(statement: Statement, values: readonly unknown[]): Promise<Row[]> {
    if (this.#ending !== undefined) throw new CallError("storage-unavailable");
    const client = await this.#pool.connect();
    let isBroken = true;
    try {
      const { rows } = await client.query({ ...statement, values });
      isBroken = false;
      return rows;
    } catch (error) {
      isBroken = isStorageFailure(error);
      throw error;
    } finally {
      client.release(isBroken);
    }
  }
}

/** Refuses after `ANSWER_MS`; what was begun goes on, and may still take effect. */
export async function bounded<Value>(work: Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () => reject(new CallError("storage-unavailable", { retryAfterMs: 1_000 })),
      ANSWER_MS,
    );
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** The database's clock, in whole milliseconds. */
export const DATABASE_NOW = "floor(extract(epoch from clock_timestamp()) * 1000)::double precision";
