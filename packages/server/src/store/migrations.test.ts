import { DatabaseSync } from "node:sqlite";
import { PGlite } from "@electric-sql/pglite";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import type { Migration } from "./migrations.ts";
import { migratePostgres } from "./postgres/migrate-postgres.ts";
import { POSTGRES_MIGRATIONS } from "./postgres/postgres-migrations.ts";
import { migrateSqlite, SQLITE_MIGRATIONS } from "./sqlite/sqlite-migrations.ts";
import { pglitePool } from "./testing/pglite-pool.ts";

const step = (id: number, sql: string): Migration => ({ id, name: `step ${id}`, sql });
const ONE = step(1, "create table one (a integer)");
const TWO = step(2, "create table two (a integer); insert into two values (7)");
const BROKEN = step(2, "create table two (a integer); insert into nowhere values (7)");

interface Subject {
  migrate(migrations: readonly Migration[]): Promise<void>;
  read(sql: string): Promise<unknown[]>;
}

const pglite = await PGlite.create();
const pool = pglitePool(pglite);
afterAll(() => pglite.close());

function sqlite(): Subject {
  const database = new DatabaseSync(":memory:");
  return {
    migrate: async (migrations) => migrateSqlite(database, 0, migrations),
    read: async (sql) => database.prepare(sql).all(),
  };
}

function postgres(): Subject {
  return {
    migrate: async (migrations) => {
      const client = await pool.connect();
      await migratePostgres(client, migrations).finally(() => client.release());
    },
    read: async (sql) => (await pglite.query(sql)).rows,
  };
}

describe.each([
  { name: "SQLite", make: sqlite, released: SQLITE_MIGRATIONS },
  { name: "PostgreSQL", make: postgres, released: POSTGRES_MIGRATIONS },
])("the schema on $name", ({ make, released }) => {
  let subject: Subject;
  beforeEach(async () => {
    await pglite.exec("drop schema public cascade; create schema public");
    subject = make();
  });

  it("[STORE12] goes forward by the steps that are missing, each once", async () => {
    await subject.migrate([ONE]);
    await subject.migrate([ONE, TWO]);
    await subject.migrate([ONE, TWO]);

    expect(await subject.read("select a from two")).toEqual([{ a: 7 }]);
    expect(await subject.read("select id from migrations order by id")).toEqual([
      { id: 1 },
      { id: 2 },
    ]);
  });

  it("[STORE12] is left as it was when a step fails", async () => {
    await subject.migrate([ONE]);

    await expect(subject.migrate([ONE, BROKEN])).rejects.toThrow(/nowhere/u);
    await subject.migrate([ONE, TWO]);

    expect(await subject.read("select a from two")).toEqual([{ a: 7 }]);
  });

  it("[STORE12] of a newer Ringline is refused", async () => {
    await subject.migrate([ONE, TWO]);

    await expect(subject.migrate([ONE])).rejects.toThrow(/step 2 \(step 2\).*newer version/u);
  });

  it("[STORE12] is refused when a released step was changed", async () => {
    await subject.migrate([ONE]);

    await expect(subject.migrate([step(1, "create table other (a integer)")])).rejects.toThrow(
      /not the one that was applied/u,
    );
  });

  it("[STORE12] counts its released steps from one without gaps", async () => {
    await subject.migrate(released);

    expect(released.map(({ id }) => id)).toEqual(released.map((_step, index) => index + 1));
  });

  it("[STORE12] is made once when two processes start together", async () => {
    await Promise.all([subject.migrate([ONE, TWO]), subject.migrate([ONE, TWO])]);

    expect(await subject.read("select a from two")).toEqual([{ a: 7 }]);
  });
});
