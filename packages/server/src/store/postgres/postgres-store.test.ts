import { PGlite } from "@electric-sql/pglite";
import pg from "pg";
import { afterAll, describe, it } from "vitest";
import { noPostgres, scratchDatabase } from "../../testing/scratch-database.ts";
import { pglitePool } from "../testing/pglite-pool.ts";
import { storeContract } from "../testing/store-contract.ts";
import { migratePostgres } from "./migrate-postgres.ts";
import { openPostgres, postgresStore } from "./postgres-store.ts";
import type { SqlPool } from "./sql-pool.ts";

const EMPTY_TABLES = `do $$ begin execute (
  select 'truncate ' || string_agg(quote_ident(tablename), ', ') || ' cascade' from pg_tables
  where schemaname = 'public' and tablename not in ('migrations', 'probe')); end $$`;

const shared = await PGlite.create();
const pool = pglitePool(shared);
const client = await pool.connect();
await migratePostgres(client);
client.release();
const kept: SqlPool = { connect: () => pool.connect(), end: async () => {} };

storeContract("PostgreSQL in the process", async (clock) => {
  await shared.exec(EMPTY_TABLES);
  return { store: postgresStore(kept, clock), again: async () => postgresStore(kept, clock) };
});

if (noPostgres) {
  describe("PostgreSQL", () => {
    // biome-ignore lint/suspicious/noSkippedTests: there is no server to test with; the line says so.
    it.skip("is left out: TEST_POSTGRES_URL names no server", () => {});
  });
} else {
  const { url, drop } = await scratchDatabase();
  afterAll(drop);
  storeContract("PostgreSQL", async (clock) => {
    const store = await openPostgres(url, clock);
    await empty(url);
    return { store, again: () => openPostgres(url, clock) };
  });
}

async function empty(url: string): Promise<void> {
  const connection = new pg.Client({ connectionString: url });
  await connection.connect();
  await connection.query(EMPTY_TABLES);
  await connection.end();
}
