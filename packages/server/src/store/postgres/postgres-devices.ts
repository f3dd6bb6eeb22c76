import type { DeviceId, PersonId } from "@ringline/protocol";
import { type Kysely, type RawBuilder, sql } from "kysely";
import type { Millis } from "../../calls/call-record.ts";
import type { DeviceRecord, DeviceStore, NodeStore } from "../store.ts";
import type { Tables } from "../tables.ts";
import { DATABASE_NOW } from "./sql-pool.ts";

/** The database's clock in an ordinary query. */
export const databaseNow = (): RawBuilder<number> => sql<number>`${sql.raw(DATABASE_NOW)}`;

/** Devices of all server processes; those of a process whose lease ran out left when it did. */
export class PostgresDevices implements DeviceStore {
  readonly #database: Kysely<Tables>;

  constructor(database: Kysely<Tables>) {
    this.#database = database;
  }

  async arrive({ device, person, node }: Omit<DeviceRecord, "goneAt">): Promise<void> {
    const here = { person, node, gone_at: null, written_at: databaseNow() };
    const query = this.#database
      .insertInto("devices")
      .values({ device, ...here })
      .onConflict((conflict) => conflict.column("device").doUpdateSet(here));
    await query.execute();
  }

  async depart(device: DeviceId, node: string, at: Millis): Promise<void> {
    const query = this.#database
      .updateTable("devices")
      .set({ gone_at: at, written_at: databaseNow() })
      .where("device", "=", device)
      .where("node", "=", node)
      .where("gone_at", "is", null);
    await query.execute();
  }

  async of(people: readonly PersonId[], since: Millis): Promise<DeviceRecord[]> {
    if (people.length === 0) return [];
    const query = this.#database
      .selectFrom("devices")
      .leftJoin("nodes", "nodes.node", "devices.node")
      .select(["device", "person", "devices.node", "gone_at", "until", "written_at"])
      .select(databaseNow().as("now"))
      .where("person", "in", [...new Set(people)]);
    const records: DeviceRecord[] = [];
    for (const row of await query.execute()) {
      const { device, person, node } = row;
      const goneAt = goneAtOf(row);
      if (goneAt === undefined) records.push({ device, person, node });
      else if (goneAt >= since) records.push({ device, person, node, goneAt });
    }
    return records;
  }

  async changedSince(time: Millis): Promise<PersonId[]> {
    const query = this.#database
      .selectFrom("devices")
      .leftJoin("nodes", "nodes.node", "devices.node")
      .select("person")
      .distinct()
      .where(({ eb, or, and }) =>
        or([
          eb("written_at", ">=", time),
          and([
            eb("gone_at", "is", null),
            eb("until", ">=", time),
            eb("until", "<=", databaseNow()),
          ]),
        ]),
      );
    return (await query.execute()).map(({ person }) => person);
  }

  /** Deletes devices that left before this time, and those of processes that are long dead. */
  async tidy(before: Millis): Promise<void> {
    const dead = this.#database.selectFrom("nodes").select("node").where("until", "<", before);
    await sql`insert into last_seen (person, at)
select person, max(gone_at) from devices where gone_at < ${before} group by person
on conflict (person) do update set at = greatest(last_seen.at, excluded.at)`.execute(
      this.#database,
    );
    const gone = this.#database
      .deleteFrom("devices")
      .where(({ eb, or }) => or([eb("gone_at", "<", before), eb("node", "in", dead)]));
    await gone.execute();
    await this.#database.deleteFrom("nodes").where("until", "<", before).execute();
  }
}

/** The leases of the server processes. */
export class PostgresNodes implements NodeStore {
  readonly #database: Kysely<Tables>;

  constructor(database: Kysely<Tables>) {
    this.#database = database;
  }

  async beat(node: string, until: Millis): Promise<void> {
    const query = this.#database
      .insertInto("nodes")
      .values({ node, until })
      .onConflict((conflict) => conflict.column("node").doUpdateSet({ until }));
    await query.execute();
  }

  async leases(): Promise<Map<string, Millis>> {
    const rows = await this.#database.selectFrom("nodes").select(["node", "until"]).execute();
    return new Map(rows.map(({ node, until }) => [node, until]));
  }

  async alive(now: Millis): Promise<Set<string>> {
    const query = this.#database.selectFrom("nodes").select("node").where("until", ">", now);
    return new Set((await query.execute()).map(({ node }) => node));
  }

  /** The row stays for a while: it says when the devices left. */
  async release(node: string): Promise<void> {
    const query = this.#database
      .updateTable("nodes")
      .set({ until: databaseNow() })
      .where("node", "=", node);
    await query.execute();
  }
}

interface DeviceRow {
  gone_at: number | null;
  /** The lease of its process; nothing once that was forgotten. */
  until: number | null;
  written_at: number;
  now: number;
}

function goneAtOf({ gone_at, until, written_at, now }: DeviceRow): Millis | undefined {
  if (gone_at !== null) return gone_at;
  if (until === null) return written_at;
  return until <= now ? until : undefined;
}
