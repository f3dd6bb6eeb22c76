import type { PGlite } from "@electric-sql/pglite";
import type { Query, Row, SqlClient, SqlPool } from "../postgres/sql-pool.ts";

/** A real PostgreSQL inside the process, as a pool with one connection that is handed round. */
export function pglitePool(database: PGlite): SqlPool {
  let last: Promise<void> = Promise.resolve();
  const connect = async (): Promise<SqlClient> => {
    const before = last;
    let release: () => void = () => {};
    last = new Promise((resolve) => {
      release = resolve;
    });
    await before;
    return { query: (query) => run(database, query), release };
  };
  return { connect, end: () => database.close() };
}

async function run(database: PGlite, { text, values }: Query): Promise<{ rows: Row[] }> {
  if (values) return await database.query<Row>(text, [...values]);
  const results = await database.exec(text);
  return { rows: results.at(-1)?.rows ?? [] };
}
