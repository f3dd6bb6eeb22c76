import type { KeyScope } from "@ringline/protocol";
import type { Kysely, Selectable } from "kysely";
import type { Millis } from "../calls/call-record.ts";
import type { ApiKeyRecord, ApiKeyStore } from "./administration-store.ts";
import type { ApiKeysTable, Tables } from "./tables.ts";

/** Keys of programs, on either database. */
export class ApiKeys implements ApiKeyStore {
  readonly #database: Kysely<Tables>;

  constructor(database: Kysely<Tables>) {
    this.#database = database;
  }

  async create(key: ApiKeyRecord): Promise<void> {
    const { id, name, hash, scopes, createdAt, createdBy, expiresAt = null } = key;
    const made = { created_at: createdAt, created_by: createdBy };
    const times = { last_used_at: null, expires_at: expiresAt, revoked_at: null };
    const row = { id, name, hash, scopes: scopes.join(","), ...made, ...times };
    await this.#database.insertInto("api_keys").values(row).execute();
  }

  async get(id: string): Promise<ApiKeyRecord | undefined> {
    const query = this.#database.selectFrom("api_keys").selectAll().where("id", "=", id);
    const row = await query.executeTakeFirst();
    return row && recordOf(row);
  }

  async list(): Promise<ApiKeyRecord[]> {
    const query = this.#database.selectFrom("api_keys").selectAll();
    return (await query.orderBy("created_at", "desc").orderBy("id").execute()).map(recordOf);
  }

  async revoke(id: string, at: Millis): Promise<void> {
    await this.#database
      .updateTable("api_keys")
      .set({ revoked_at: at })
      .where("id", "=", id)
      .where("revoked_at", "is", null)
      .execute();
  }

  async used(id: string, at: Millis, before: Millis): Promise<void> {
    await this.#database
      .updateTable("api_keys")
      .set({ last_used_at: at })
      .where("id", "=", id)
      .where(({ eb, or }) => or([eb("last_used_at", "is", null), eb("last_used_at", "<", before)]))
      .execute();
  }

  async deleteBefore(time: Millis): Promise<void> {
    await this.#database
      .deleteFrom("api_keys")
      .where(({ eb, or }) => or([eb("revoked_at", "<", time), eb("expires_at", "<", time)]))
      .execute();
  }
}

function recordOf(row: Selectable<ApiKeysTable>): ApiKeyRecord {
  const { id, name, hash, last_used_at, expires_at, revoked_at } = row;
  return {
    id,
    name,
    hash,
    scopes: row.scopes.split(",") as KeyScope[],
    createdAt: row.created_at,
    createdBy: row.created_by,
    ...(last_used_at !== null && { lastUsedAt: last_used_at }),
    ...(expires_at !== null && { expiresAt: expires_at }),
    ...(revoked_at !== null && { revokedAt: revoked_at }),
  };
}
