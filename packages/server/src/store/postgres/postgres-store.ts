import {
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  sql as sqlText,
} from "kysely";
import pg from "pg";
import type { Clock } from "../../clock.ts";
import { Accounts } from "../accounts.ts";
import { AdminSessions } from "../admin-sessions.ts";
import { ApiKeys } from "../api-keys.ts";
import { Audit } from "../audit.ts";
import { eachByItself } from "../batches.ts";
import { KEPT_MS } from "../call-row.ts";
import { ConnectorData } from "../connector-data.ts";
import { Groups } from "../groups.ts";
import { History } from "../history.ts";
import { LogLines } from "../log-lines.ts";
import { OpenPlaces } from "../open-places.ts";
import { People } from "../people.ts";
import { queriesOver, withStorageErrors } from "../queries.ts";
import { storageError } from "../storage-errors.ts";
import type { Store } from "../store.ts";
import { Switches } from "../switches.ts";
import { Webhooks } from "../webhooks.ts";
import { messageColumns } from "./message-columns.ts";
import { migratePostgres } from "./migrate-postgres.ts";
import { PostgresCalls } from "./postgres-calls.ts";
import { databaseNow, PostgresDevices, PostgresNodes } from "./postgres-devices.ts";
import { PostgresRelayLog } from "./postgres-relay-log.ts";
import { DATABASE_NOW, Sql, type SqlPool } from "./sql-pool.ts";

/** Presence asks about the last half minute at most. */
const DEPARTED_KEPT_MS = 10 * 60_000;
/** Each step is bounded here, a whole command in `bounded`. */
const STEP_MS = 1_500;
const CONNECTIONS = 20;

/** Connects and brings the schema up to date. @throws {Error} when the database is away or newer */
export async function openPostgres(url: string, clock: Clock): Promise<Store> {
  await migrate(url);
  const pool = new pg.Pool({
    connectionString: url,
    application_name: "ringline",
    max: CONNECTIONS,
    keepAlive: true,
    connectionTimeoutMillis: STEP_MS,
    query_timeout: STEP_MS,
    statement_timeout: STEP_MS,
  });
  // A connection that breaks is replaced; a command that needs it is told by itself. Unheard, the event would end the process.
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
  return postgresStore(pool as SqlPool, clock);
}

/** The store over a pool whose database has the schema. `close` ends the pool. */
export function postgresStore(pool: SqlPool, clock: Clock): Store {
  const sql = new Sql(pool);
  const run = withStorageErrors((query) => sql.run({ text: query.sql }, query.parameters));
  const queries = queriesOver(run, {
    createAdapter: () => new PostgresAdapter(),
    createIntrospector: (database) => new PostgresIntrospector(database),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  });
  const calls = new PostgresCalls(sql, clock);
  const devices = new PostgresDevices(queries);
  const relay = new PostgresRelayLog(sql);
  const people = new People({ queries, run }, databaseNow);
  const adminSessions = new AdminSessions(queries);
  return {
    calls,
    people,
    devices,
    groups: new Groups(queries),
    switches: new Switches(queries),
    accounts: new Accounts(queries),
    connectors: new ConnectorData(queries),
    places: new OpenPlaces(queries),
    history: new History(queries),
    logs: new LogLines(queries),
    webhooks: new Webhooks(queries, PASSING_BY),
    nodes: new PostgresNodes(queries),
    relay,
    adminSessions,
    keys: new ApiKeys(queries),
    audit: new Audit(queries),
    now: async () => Number((await sql.run(NOW))[0]?.now),
    probe: async () => void (await sql.run(PROBE)),
    erase: async (person, at, messages = []) =>
      void (await sql.run(ERASE_PERSON, [person, at, ...messageColumns(messages, at)])),
    tidy: (now) =>
      eachByItself([
        () => people.tidy(now - KEPT_MS),
        () => adminSessions.tidy(now),
        () => devices.tidy(now - DEPARTED_KEPT_MS),
        () => relay.tidy(),
        () => calls.tidy(now),
      ]),
    close: async () => {
      await calls.settle();
      await sql.close();
    },
  };
}

const NOW = { name: "now", text: `select ${DATABASE_NOW} as now` };
const PROBE = { name: "probe", text: `update probe set at = ${DATABASE_NOW} returning at` };

/** $1 person, $2 when; webhooks: $3 when, $4 ids, $5 endpoints, $6 types, $7 bodies */
const ERASE_PERSON = {
  name: "erase-person",
  text: `with gone as (delete from history where person = $1),
nowhere_known as (delete from accounts where person = $1),
unsaid as (delete from log_lines where person = $1),
away_for_good as (delete from last_seen where person = $1),
signed_out as (delete from admin_sessions where person = $1),
unblocked as (delete from blocks where owner = $1 or person = $1),
away as (delete from devices where person = $1),
nowhere as (update groups set members = (members::jsonb - $1::text)::text where members::jsonb ? $1::text),
told as (
  insert into webhook_messages (id, endpoint, subject, type, body, created_at, next_at)
  select id, endpoint, $1, type, body, $3::double precision, $3::double precision
  from unnest($4::text[], $5::text[], $6::text[], $7::text[]) as row (id, endpoint, type, body)
)
insert into people (id, type, name, picture, status, revoked_at, written_at)
values ($1, 'user', $1, null, 'available', $2, ${DATABASE_NOW})
on conflict (id) do update set type = excluded.type, name = excluded.name, picture = excluded.picture,
  status = excluded.status, while_in_call = null, revoked_at = excluded.revoked_at, written_at = excluded.written_at`,
};

/** `m` is the table of the query of `claim`. */
const PASSING_BY = sqlText`for update of m skip locked`;

/** On a connection of its own: a step of the schema may take longer than a command. */
async function migrate(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on("error", () => {});
  try {
    await client.connect();
    await migratePostgres(client as Parameters<typeof migratePostgres>[0]);
  } catch (error) {
    throw storageError(error);
  } finally {
    await client.end().catch(() => {});
  }
}
