import { setTimeout } from "node:timers/promises";
import {
  appliedOf,
  checksumOf,
  MIGRATIONS_TABLE,
  type Migration,
  missingMigrations,
} from "../migrations.ts";
import { POSTGRES_MIGRATIONS } from "./postgres-migrations.ts";
import { DATABASE_NOW, type SqlClient } from "./sql-pool.ts";

/** "Ringline" in ASCII: processes that start at once wait for each other here. */
const LOCK = "5938725438949469797";

/** A step that waits for a table holds up all who come after it: it gives way this soon, and tries again. */
const STEP_LOCK_MS = 500;
const BETWEEN_TRIES_MS = 500;
const MOST_TRIES = 60;
const LOCK_NOT_AVAILABLE = "55P03";

/**
 * Brings the schema up to date in one transaction; a second process waits up to a minute. Commands of processes that run go on:
 * a step waits for a table for half a second at most, then everything is tried again, for a minute.
 * @throws {Error} @see missingMigrations
 */
export async function migratePostgres(
  client: Pick<SqlClient, "query">,
  migrations: readonly Migration[] = POSTGRES_MIGRATIONS,
): Promise<void> {
  for (let tries = 1; ; tries += 1)
    try {
      return await migrateOnce(client, migrations);
    } catch (error) {
      const isLocked =
        error instanceof Error && "code" in error && error.code === LOCK_NOT_AVAILABLE;
      if (!isLocked || tries === MOST_TRIES) throw error;
      await setTimeout(BETWEEN_TRIES_MS);
    }
}

async function migrateOnce(
  client: Pick<SqlClient, "query">,
  migrations: readonly Migration[],
): Promise<void> {
  const run = (text: string, values?: readonly unknown[]) =>
    client.query(values ? { text, values } : { text });
  await run("begin; set local lock_timeout = '60s'");
  try {
    await run(`select pg_advisory_xact_lock(${LOCK})`);
    await run(`set local lock_timeout = ${STEP_LOCK_MS}`);
    await run(MIGRATIONS_TABLE);
    const { rows } = await run("select id, name, checksum from migrations order by id", []);
    for (const migration of missingMigrations(migrations, rows.map(appliedOf))) {
      await run(migration.sql);
      await run(KEEP, [migration.id, migration.name, checksumOf(migration)]);
    }
    await run("commit");
  } catch (error) {
    await run("rollback");
    throw error;
  }
}

const KEEP = `insert into migrations (id, name, checksum, applied_at) values ($1, $2, $3, ${DATABASE_NOW})`;
