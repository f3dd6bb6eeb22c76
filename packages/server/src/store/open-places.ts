import type { CallId } from "@ringline/protocol";
import type { Kysely } from "kysely";
import type { Tables } from "./tables.ts";

/** Calls that have a place at their connector, live or not: kept before it is opened, until it is closed. Idempotent. */
export interface PlaceStore {
  put(call: CallId): Promise<void>;
  remove(call: CallId): Promise<void>;
  all(): Promise<CallId[]>;
}

/** The same on either database. */
export class OpenPlaces implements PlaceStore {
  readonly #database: Kysely<Tables>;

  constructor(database: Kysely<Tables>) {
    this.#database = database;
  }

  async put(call: CallId): Promise<void> {
    await this.#database
      .insertInto("open_places")
      .values({ call_id: call })
      .onConflict((conflict) => conflict.column("call_id").doNothing())
      .execute();
  }

  async remove(call: CallId): Promise<void> {
    await this.#database.deleteFrom("open_places").where("call_id", "=", call).execute();
  }

  async all(): Promise<CallId[]> {
    const rows = await this.#database.selectFrom("open_places").select("call_id").execute();
    return rows.map(({ call_id }) => call_id);
  }
}
