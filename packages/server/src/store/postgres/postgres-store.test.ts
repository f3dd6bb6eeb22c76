import { PGlite } from "@electric-sql/pglite";
import pg from "pg";
import { describe, it } from "vitest";
import { pglitePool } from "../testing/pglite-pool.ts";
import { storeContract } from "../testing/store-contract.ts";
import { migratePostgres } from "./postgres-migrations.ts";
import { openPostgres, postgresStore } from "./postgres-store.ts";
import type { SqlPool } from "./sql-pool.ts";

const TABLES =
  "calls, live_people, seats, people, blocks, devices, nodes, relay_heads, relay_messages";

const shared = await PGlite.create();
const pool = pglitePool(shared);
const client = await pool.connect();
await migratePostgres(client);
client.release();
const kept: SqlPool = { connect: () => pool.connect(), end: async () => {} };

storeContract("PostgreSQL in the process", async (clock) => {
  await shared.exec(`truncate ${TABLES} cascade`);
  return { store: postgresStore(kept, clock), again: async () => postgresStore(kept, clock) };
});

const url = process.env.TEST_POSTGRES_URL;
if (url === undefined) {
  describe("PostgreSQL", () => {
    // biome-ignore lint/suspicious/noSkippedTests: there is no server to test with; the line says so.
    it.skip("is left out: TEST_POSTGRES_URL names no server", () => {});
  });
} else {
  const database = `ringline_store_${process.pid}`;
  const own = new URL(url);
  own.pathname = `/${database}`;
  await onServer(url, `create database ${database}`);
  storeContract("PostgreSQL", async (clock) => {
    const store = await openPostgres(own.href, clock);
    await onServer(own.href, `truncate ${TABLES} cascade`);
    return { store, again: () => openPostgres(own.href, clock) };
  });
}

async function onServer(where: string, sql: string): Promise<void> {
  const connection = new pg.Client({ connectionString: where });
  await connection.connect();
  await connection.query(sql);
  await connection.end();
}
