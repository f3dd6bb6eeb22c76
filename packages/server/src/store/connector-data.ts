import type { Kysely } from "kysely";
import type { ConnectorStore } from "./connector-store.ts";
import type { Tables } from "./tables.ts";

/** Connectors' settings and storage, on either database. */
export class ConnectorData implements ConnectorStore {
  readonly #database: Kysely<Tables>;

  constructor(database: Kysely<Tables>) {
    this.#database = database;
  }

  async settings(): Promise<Map<string, string>> {
    const rows = await this.#database.selectFrom("connector_settings").selectAll().execute();
    return new Map(rows.map(({ connector, settings }) => [connector, settings]));
  }

  async putSettings(connector: string, settings: string | undefined): Promise<void> {
    if (settings === undefined) {
      await this.#deleteSettings(connector);
      return;
    }
    await this.#database
      .insertInto("connector_settings")
      .values({ connector, settings })
      .onConflict((conflict) => conflict.column("connector").doUpdateSet({ settings }))
      .execute();
  }

  async get(connector: string, key: string): Promise<string | undefined> {
    const row = await this.#database
      .selectFrom("connector_storage")
      .select("value")
      .where("connector", "=", connector)
      .where("key", "=", key)
      .executeTakeFirst();
    return row?.value;
  }

  async put(
    { connector, key, value }: { connector: string; key: string; value: string },
    most: number,
  ): Promise<boolean> {
    const others = await this.#database
      .selectFrom("connector_storage")
      .select((row) => row.fn.countAll().as("count"))
      .where("connector", "=", connector)
      .where("key", "!=", key)
      .executeTakeFirstOrThrow();
    if (Number(others.count) >= most) return false;
    await this.#database
      .insertInto("connector_storage")
      .values({ connector, key, value })
      .onConflict((conflict) => conflict.columns(["connector", "key"]).doUpdateSet({ value }))
      .execute();
    return true;
  }

  async remove(connector: string, key: string): Promise<void> {
    await this.#database
      .deleteFrom("connector_storage")
      .where("connector", "=", connector)
      .where("key", "=", key)
      .execute();
  }

  async keys(connector: string, start: string): Promise<string[]> {
    const rows = await this.#database
      .selectFrom("connector_storage")
      .select("key")
      .where("connector", "=", connector)
      .execute();
    return rows
      .map(({ key }) => key)
      .filter((key) => key.startsWith(start))
      .sort();
  }

  async erase(connector: string): Promise<void> {
    await this.#deleteSettings(connector);
    await this.#database
      .deleteFrom("connector_storage")
      .where("connector", "=", connector)
      .execute();
  }

  async #deleteSettings(connector: string): Promise<void> {
    await this.#database
      .deleteFrom("connector_settings")
      .where("connector", "=", connector)
      .execute();
  }
}
