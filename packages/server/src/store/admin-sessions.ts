import type { Kysely, Selectable } from "kysely";
import type { Millis } from "../calls/call-record.ts";
import type { AdminSessionRecord, AdminSessionStore } from "./administration-store.ts";
import type { AdminSessionsTable, Tables } from "./tables.ts";

/** What was used is remembered for this long, and the last of it for ever: it says that somebody is in charge here. */
const USED_KEPT_MS = 30 * 86_400_000;

/** Sessions of the administration page, on either database. */
export class AdminSessions implements AdminSessionStore {
  readonly #database: Kysely<Tables>;

  constructor(database: Kysely<Tables>) {
    this.#database = database;
  }

  async offer(hash: string, expiresAt: Millis): Promise<void> {
    const row = { hash, expires_at: expiresAt, used_at: null };
    await this.#database.insertInto("sign_ins").values(row).execute();
  }

  async takeOffer(hash: string, now: Millis): Promise<boolean> {
    const taken = await this.#database
      .updateTable("sign_ins")
      .set({ used_at: now })
      .where("hash", "=", hash)
      .where("used_at", "is", null)
      .where("expires_at", ">", now)
      .returning("hash")
      .execute();
    return taken.length > 0;
  }

  async takeOnce(hash: string, now: Millis, expiresAt: Millis): Promise<boolean> {
    const taken = await this.#database
      .insertInto("sign_ins")
      .values({ hash, expires_at: expiresAt, used_at: now })
      .onConflict((conflict) => conflict.doNothing())
      .returning("hash")
      .execute();
    return taken.length > 0;
  }

  async wasEverUsed(): Promise<boolean> {
    const query = this.#database.selectFrom("sign_ins").select("hash");
    return (await query.where("used_at", "is not", null).limit(1).execute()).length > 0;
  }

  async begin(session: AdminSessionRecord): Promise<void> {
    const { hash, person, name, beganAt, expiresAt, endsAt } = session;
    const times = { began_at: beganAt, expires_at: expiresAt, ends_at: endsAt };
    const row = { hash, person, name, ...times };
    await this.#database.insertInto("admin_sessions").values(row).execute();
  }

  async get(hash: string, now: Millis): Promise<AdminSessionRecord | undefined> {
    const row = await this.#database
      .selectFrom("admin_sessions")
      .selectAll()
      .where("hash", "=", hash)
      .where("expires_at", ">", now)
      .executeTakeFirst();
    return row && recordOf(row);
  }

  async renew(hash: string, now: Millis, expiresAt: Millis): Promise<Millis | undefined> {
    const rows = await this.#database
      .updateTable("admin_sessions")
      .set(({ eb, ref }) => ({
        expires_at: eb
          .case()
          .when("ends_at", "<", expiresAt)
          .then(ref("ends_at"))
          .else(expiresAt)
          .end(),
      }))
      .where("hash", "=", hash)
      .where("expires_at", ">", now)
      .returning("expires_at")
      .execute();
    return rows[0]?.expires_at;
  }

  async end(hash: string): Promise<void> {
    await this.#database.deleteFrom("admin_sessions").where("hash", "=", hash).execute();
  }

  async tidy(now: Millis): Promise<void> {
    await this.#database.deleteFrom("admin_sessions").where("expires_at", "<=", now).execute();
    const newest = this.#database
      .selectFrom("sign_ins")
      .select(({ fn }) => fn.max("used_at").as("at"));
    await this.#database
      .deleteFrom("sign_ins")
      .where("expires_at", "<", now - USED_KEPT_MS)
      .where(({ eb, or }) => or([eb("used_at", "is", null), eb("used_at", "<", newest)]))
      .execute();
  }
}

function recordOf(row: Selectable<AdminSessionsTable>): AdminSessionRecord {
  const { hash, person, name } = row;
  return {
    hash,
    person,
    name,
    beganAt: row.began_at,
    expiresAt: row.expires_at,
    endsAt: row.ends_at,
  };
}
