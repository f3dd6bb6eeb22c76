import { randomBytes } from "node:crypto";
import pg from "pg";

/** Why tests with PostgreSQL are left out, where they are. */
export const noPostgres = process.env.TEST_POSTGRES_URL === undefined;
export const noRedis = noPostgres || process.env.TEST_REDIS_URL === undefined;

/** An empty PostgreSQL database of its own. */
export async function scratchDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `ringline_${randomBytes(6).toString("hex")}`;
  await asOwner(`create database ${name}`);
  const url = new URL(process.env.TEST_POSTGRES_URL ?? "");
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => asOwner(`drop database ${name} with (force)`) };
}

async function asOwner(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: process.env.TEST_POSTGRES_URL });
  await client.connect();
  await client.query(statement);
  await client.end();
}
