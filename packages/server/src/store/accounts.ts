import type { Account, PersonId } from "@ringline/protocol";
import type { Kysely } from "kysely";
import type { AccountStore } from "./account-store.ts";
import type { Tables } from "./tables.ts";

/** Accounts, on either database: a row per person, type and source. */
export class Accounts implements AccountStore {
  readonly #database: Kysely<Tables>;

  constructor(database: Kysely<Tables>) {
    this.#database = database;
  }

  async of(person: PersonId): Promise<Account[]> {
    const rows = await this.#database
      .selectFrom("accounts")
      .select(["type", "source", "fields"])
      .where("person", "=", person)
      .orderBy("source", "desc")
      .orderBy("type")
      .execute();
    return rows.map((row) => ({ ...row, fields: JSON.parse(row.fields) }));
  }

  async ofAll(people: readonly PersonId[]): Promise<Map<PersonId, Account[]>> {
    const found = new Map<PersonId, Account[]>();
    if (people.length === 0) return found;
    const rows = await this.#database
      .selectFrom("accounts")
      .select(["person", "type", "source", "fields"])
      .where("person", "in", [...new Set(people)])
      .orderBy("person")
      .orderBy("source", "desc")
      .orderBy("type")
      .execute();
    for (const { person, fields, ...row } of rows) {
      const account = { ...row, fields: JSON.parse(fields) };
      found.set(person, [...(found.get(person) ?? []), account]);
    }
    return found;
  }

  async put(person: PersonId, { type, source, fields }: Account): Promise<void> {
    const set = { fields: JSON.stringify(fields) };
    await this.#database
      .insertInto("accounts")
      .values({ person, type, source, ...set })
      .onConflict((conflict) => conflict.columns(["person", "type", "source"]).doUpdateSet(set))
      .execute();
  }

  async remove(
    person: PersonId,
    { type, source }: Pick<Account, "type" | "source">,
  ): Promise<void> {
    await this.#database
      .deleteFrom("accounts")
      .where("person", "=", person)
      .where("type", "=", type)
      .where("source", "=", source)
      .execute();
  }
}
