import type { Clock } from "../clock.ts";
import { openPostgres } from "./postgres/postgres-store.ts";
import { openSqlite } from "./sqlite/sqlite-store.ts";
import type { Store } from "./store.ts";

export interface StoreOptions {
  /** `sqlite:/path/to/file`, `sqlite::memory:`, or `postgres://user:password@host:port/name`. */
  database: string;
  clock: Clock;
}

/**
 * Opens the database and brings its schema up to date.
 * @throws {Error} when it cannot be reached, is used by another process (SQLite), or was written by a newer Ringline
 */
export async function openStore({ database, clock }: StoreOptions): Promise<Store> {
  if (database.startsWith("sqlite:")) return openSqlite(database.slice("sqlite:".length), clock);
  if (/^postgres(ql)?:\/\//u.test(database)) return openPostgres(database, clock);
  throw new Error(
    "The database is named by sqlite:/path/to/file or postgres://user:password@host/name.",
  );
}
