import type { ChosenStatus, Person, PersonId, WhileInCall } from "@ringline/protocol";
import {
  type CompiledQuery,
  type ExpressionBuilder,
  type Kysely,
  type RawBuilder,
  type Selectable,
  sql,
} from "kysely";
import type { Millis } from "../calls/call-record.ts";
import type { RunQuery } from "./queries.ts";
import type { PeopleStore, PersonRecord } from "./store.ts";
import type { BlocksTable, PeopleTable, Tables } from "./tables.ts";

const STATUSES: readonly ChosenStatus[] = ["available", "away", "do-not-disturb", "invisible"];

/** People and their block lists, on either database. */
export class People implements PeopleStore {
  readonly #database: Kysely<Tables>;
  /** The database's clock, as an expression. */
  readonly #now: () => RawBuilder<number>;
  readonly #run: RunQuery;
  // Each call asks these two: they are built once, and run as they are.
  readonly #personQuery: CompiledQuery<Selectable<PeopleTable>>;
  readonly #blocksQuery: CompiledQuery<Pick<BlocksTable, "person">>;

  constructor(
    { queries, run }: { queries: Kysely<Tables>; run: RunQuery },
    now: () => RawBuilder<number>,
  ) {
    this.#database = queries;
    this.#run = run;
    this.#now = now;
    this.#personQuery = selectPeople(queries, [""]);
    this.#blocksQuery = selectBlocks(queries);
  }

  async put(people: readonly Person[]): Promise<void> {
    const byId = new Map(people.map((person) => [person.id, person]));
    if (byId.size === 0) return;
    const written_at = this.#now();
    const rows = Array.from(byId.values(), ({ id, type, name, picture = null }) => {
      return { id, type, name, picture, status: "available", written_at };
    });
    const query = this.#database
      .insertInto("people")
      .values(rows)
      .onConflict((conflict) =>
        conflict
          .column("id")
          .doUpdateSet(({ ref }) => ({
            type: ref("excluded.type"),
            name: ref("excluded.name"),
            picture: ref("excluded.picture"),
            written_at: ref("excluded.written_at"),
          }))
          .where(differs),
      );
    await query.execute();
  }

  async get(people: readonly PersonId[]): Promise<PersonRecord[]> {
    if (people.length === 0) return [];
    const query = people.length === 1 ? this.#personQuery : selectPeople(this.#database, people);
    const rows = await this.#run({ ...query, parameters: people });
    return (rows as Selectable<PeopleTable>[]).map(personRecord);
  }

  async setStatus(person: PersonId, status: ChosenStatus): Promise<void> {
    await this.#update(person, { status });
  }

  async setWhileInCall(person: PersonId, whileInCall: WhileInCall): Promise<void> {
    await this.#update(person, { while_in_call: whileInCall === "busy" ? whileInCall : null });
  }

  async block(owner: PersonId, person: PersonId): Promise<void> {
    const query = this.#database
      .insertInto("blocks")
      .values({ owner, person })
      .onConflict((conflict) => conflict.doNothing());
    await query.execute();
    await this.#update(owner, {});
  }

  async unblock(owner: PersonId, person: PersonId): Promise<void> {
    const query = this.#database
      .deleteFrom("blocks")
      .where("owner", "=", owner)
      .where("person", "=", person);
    await query.execute();
    await this.#update(owner, {});
  }

  async blockedBy(owner: PersonId): Promise<PersonId[]> {
    const rows = await this.#run({ ...this.#blocksQuery, parameters: [owner] });
    return (rows as Pick<BlocksTable, "person">[]).map(({ person }) => person);
  }

  async blockersOf(person: PersonId, among: readonly PersonId[]): Promise<PersonId[]> {
    if (among.length === 0) return [];
    const query = this.#database
      .selectFrom("blocks")
      .select("owner")
      .where("person", "=", person)
      .where("owner", "in", [...among]);
    return (await query.execute()).map(({ owner }) => owner);
  }

  async revoke(person: PersonId, at: Millis): Promise<void> {
    await this.#update(person, { revoked_at: at });
  }

  async touch(person: PersonId): Promise<void> {
    await this.#update(person, {});
  }

  /** A person of whom nothing is kept but a revocation that no living token can meet any more. */
  async tidy(revokedBefore: Millis): Promise<void> {
    const query = this.#database
      .deleteFrom("people")
      .where("revoked_at", "<", revokedBefore)
      .where("status", "=", "available")
      .where("while_in_call", "is", null)
      .where("picture", "is", null)
      .whereRef("name", "=", "id");
    await query.execute();
  }

  async changedSince(time: Millis): Promise<PersonId[]> {
    const query = this.#database.selectFrom("people").select("id").where("written_at", ">=", time);
    return (await query.execute()).map(({ id }) => id);
  }

  async find({ text, after, limit }: { text: string; after?: PersonId; limit: number }) {
    const start = `${text.replace(/[\\%_]/g, "\\$&")}%`;
    let query = this.#database
      .selectFrom("people")
      .leftJoin("last_seen", "last_seen.person", "people.id")
      .selectAll("people")
      .select("last_seen.at as seen_at")
      .where(
        sql<boolean>`(lower(id) like lower(${start}) escape '\\' or lower(name) like lower(${start}) escape '\\')`,
      );
    if (after !== undefined) query = query.where("id", ">", after);
    const rows = await query.orderBy("id").limit(limit).execute();
    return rows.map(({ seen_at, ...row }) => ({
      ...personRecord(row),
      ...(seen_at !== null && { lastSeenAt: seen_at }),
    }));
  }

  /** A person who was never named by a token is kept by their id alone, so that a revocation before the first sign-in holds. */
  async #update(
    id: PersonId,
    set: { status?: ChosenStatus; while_in_call?: "busy" | null; revoked_at?: Millis },
  ): Promise<void> {
    const written_at = this.#now();
    const row = { id, type: "user" as const, name: id, picture: null, status: "available" };
    const query = this.#database
      .insertInto("people")
      .values({ ...row, ...set, written_at })
      .onConflict((conflict) => conflict.column("id").doUpdateSet({ ...set, written_at }));
    await query.execute();
  }
}

function selectPeople(database: Kysely<Tables>, people: readonly PersonId[]) {
  return database
    .selectFrom("people")
    .selectAll()
    .where("id", "in", [...people])
    .compile();
}

function selectBlocks(database: Kysely<Tables>) {
  return database
    .selectFrom("blocks")
    .select("person")
    .where("owner", "=", "")
    .orderBy("person")
    .compile();
}

/** Nothing is written, and the disk not waited for, when a token says what is known. */
function differs({
  eb,
  or,
  ref,
}: ExpressionBuilder<Tables & { excluded: PeopleTable }, "people" | "excluded">) {
  return or([
    eb("people.name", "<>", ref("excluded.name")),
    eb("people.type", "<>", ref("excluded.type")),
    eb("people.picture", "is distinct from", ref("excluded.picture")),
  ]);
}

function personRecord(row: Selectable<PeopleTable>): PersonRecord {
  const { id, type, name, picture, revoked_at } = row;
  return {
    person: { type, id, name, ...(picture !== null && { picture }) },
    // One text for all who have it: there may be a device of each in memory.
    status: STATUSES.find((status) => status === row.status) ?? "available",
    ...(row.while_in_call === "busy" && { whileInCall: row.while_in_call }),
    ...(revoked_at !== null && { revokedAt: revoked_at }),
  };
}
