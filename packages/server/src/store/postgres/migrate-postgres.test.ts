import { setTimeout } from "node:timers/promises";
import pg from "pg";
import { afterEach, expect, it } from "vitest";
import { noPostgres, scratchDatabase } from "../../testing/scratch-database.ts";
import { migratePostgres } from "./migrate-postgres.ts";
import { POSTGRES_MIGRATIONS } from "./postgres-migrations.ts";

const clients: pg.Client[] = [];
afterEach(() => Promise.all(clients.splice(0).map((client) => client.end())));

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  clients.push(client);
  await client.connect();
  return client;
}

it.skipIf(noPostgres)(
  "[STORE31] a step that waits for a table holds up nobody for more than a second, and is done when it is free",
  async () => {
    const { url, drop } = await scratchDatabase();
    const [busy, reader, changer] = [await connect(url), await connect(url), await connect(url)];
    const migrate = (steps: typeof POSTGRES_MIGRATIONS) =>
      migratePostgres(changer as unknown as Parameters<typeof migratePostgres>[0], steps);
    await migrate(POSTGRES_MIGRATIONS);
    const id = (POSTGRES_MIGRATIONS.at(-1)?.id ?? 0) + 1;
    await busy.query("begin; select from calls");

    const step = { id, name: "one more", sql: "alter table calls add column more text" };
    const migrated = migrate([...POSTGRES_MIGRATIONS, step]);
    await setTimeout(200);
    const began = performance.now();
    await reader.query("select from calls");
    const waited = performance.now() - began;
    await setTimeout(1_000);
    await busy.query("commit");
    await migrated;
    const { fields } = await reader.query("select more from calls");
    await Promise.all(clients.splice(0).map((client) => client.end()));
    await drop();

    expect(waited).toBeLessThan(1_000);
    expect(fields).toHaveLength(1);
  },
);
