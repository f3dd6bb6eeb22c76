import type { ProviderId } from "@ringline/protocol";
import type { Kysely } from "kysely";
import type { ProviderSwitch, SwitchStore } from "./switch-store.ts";
import type { Tables } from "./tables.ts";

/** What administrators switched, on either database: a row per provider, a column per switch. */
export class Switches implements SwitchStore {
  readonly #database: Kysely<Tables>;

  constructor(database: Kysely<Tables>) {
    this.#database = database;
  }

  async all(): Promise<Map<ProviderId, ProviderSwitch>> {
    const rows = await this.#database.selectFrom("provider_switches").selectAll().execute();
    return new Map(
      rows.map(({ provider, is_on, logs }) => [
        provider,
        {
          ...(is_on !== null && { isOn: is_on === 1 }),
          ...(logs !== null && { logs: logs === 1 }),
        },
      ]),
    );
  }

  async put(provider: ProviderId, { isOn, logs }: ProviderSwitch): Promise<void> {
    const set = {
      ...(isOn !== undefined && { is_on: Number(isOn) }),
      ...(logs !== undefined && { logs: Number(logs) }),
    };
    await this.#database
      .insertInto("provider_switches")
      .values({ provider, is_on: null, logs: null, ...set })
      .onConflict((conflict) => conflict.column("provider").doUpdateSet(set))
      .execute();
  }
}
