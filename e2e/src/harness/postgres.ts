import { randomBytes } from "node:crypto";
import { Client } from "pg";

/** Why a test on PostgreSQL cannot run here; `undefined` where it can. */
export const postgresMissing = process.env.TEST_POSTGRES_URL
  ? undefined
  : "TEST_POSTGRES_URL is not set: `npm test` starts a PostgreSQL where it is installed";

/** An empty database of its own. */
export interface ScratchDatabase {
  url: string;
  drop(): Promise<void>;
}

export async function createDatabase(): Promise<ScratchDatabase> {
  const name = `e2e_${randomBytes(6).toString("hex")}`;
  await asOwner(`CREATE DATABASE ${name}`);
  const url = new URL(process.env.TEST_POSTGRES_URL ?? "");
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => asOwner(`DROP DATABASE ${name} WITH (FORCE)`) };
}

async function asOwner(statement: string): Promise<void> {
  const client = new Client({ connectionString: process.env.TEST_POSTGRES_URL });
  await client.connect();
  await client.query(statement);
  await client.end();
}
