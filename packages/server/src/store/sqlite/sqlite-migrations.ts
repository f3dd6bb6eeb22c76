import type { DatabaseSync } from "node:sqlite";
import {
  appliedOf,
  checksumOf,
  MIGRATIONS_TABLE,
  type Migration,
  missingMigrations,
} from "../migrations.ts";

/*
 * One JSON text per call, and beside it only the columns that an index needs: live calls are found in memory.
 */
export const SQLITE_MIGRATIONS: readonly Migration[] = [
  {
    id: 1,
    name: "calls, people, devices",
    sql: `
create table calls (
  id text not null primary key,
  revision integer not null,
  caller text not null,
  placing_key text not null,
  input_hash text not null,
  live_target text not null,
  call_key text,
  created_at real not null,
  written_at real not null,
  ended_at real,
  record text not null
) strict;
create unique index calls_placing on calls (caller, placing_key);
create unique index calls_live_target on calls (live_target) where ended_at is null;
create unique index calls_live_key on calls (call_key) where ended_at is null and call_key is not null;

create table people (
  id text not null primary key,
  type text not null,
  name text not null,
  picture text,
  status text not null,
  revoked_at real,
  written_at real not null
) strict, without rowid;

create table blocks (
  owner text not null,
  person text not null,
  primary key (owner, person)
) strict, without rowid;

create table devices (
  device text not null primary key,
  person text not null,
  node text not null,
  gone_at real,
  written_at real not null
) strict, without rowid;

create table probe (id integer primary key check (id = 1), at real not null) strict;
insert into probe values (1, 0);
`,
  },
  {
    id: 2,
    name: "history",
    sql: `
-- Rows lie in the order in which calls ended.
create table history (
  seq integer primary key,
  person text not null,
  call_id text not null,
  ended_at real not null,
  missed integer not null,
  unseen integer not null,
  entry text not null
) strict;
create index history_person on history (person, ended_at);
create index history_ended on history (ended_at);
create index history_unseen on history (person) where unseen = 1;
`,
  },
  {
    id: 3,
    name: "spaces and rooms",
    sql: `
create table groups (
  type text not null,
  id text not null,
  title text not null,
  picture text,
  members text not null,
  primary key (type, id)
) strict, without rowid;
`,
  },
  {
    id: 4,
    name: "log lines",
    sql: `
create table log_lines (
  seq integer primary key,
  at real not null,
  level integer not null,
  person text,
  page text,
  n integer,
  call_id text,
  reference text,
  message text not null,
  entry text not null
) strict;
create unique index log_lines_page on log_lines (person, page, n) where n is not null;
create index log_lines_at on log_lines (at);
create index log_lines_person on log_lines (person, at) where person is not null;
create index log_lines_call on log_lines (call_id, at) where call_id is not null;
create index log_lines_reference on log_lines (reference) where reference is not null;
`,
  },
  {
    id: 5,
    name: "switches of providers",
    sql: `
create table provider_switches (
  provider text not null primary key,
  is_on integer,
  logs integer
) strict;
`,
  },
  {
    id: 6,
    name: "administration",
    sql: `
-- Set-up links, and what else somebody has signed in with: each is taken once.
create table sign_ins (
  hash text primary key,
  expires_at real not null,
  used_at real
) strict;
create table admin_sessions (
  hash text primary key,
  person text not null,
  name text not null,
  began_at real not null,
  expires_at real not null,
  ends_at real not null
) strict;
create table api_keys (
  id text primary key,
  name text not null,
  scopes text not null,
  hash text not null,
  created_at real not null,
  created_by text not null,
  last_used_at real,
  expires_at real,
  revoked_at real
) strict;
create table audit (
  seq integer primary key,
  reference text not null,
  at real not null,
  by_type text not null,
  by_id text not null,
  by_name text not null,
  address text,
  action text not null,
  target text,
  input text not null,
  before text,
  after text,
  outcome text not null
) strict;
create index audit_at on audit (at);
create index audit_by on audit (by_id, seq);
create index audit_target on audit (target, seq);
-- When somebody's last device went, once its row is gone.
create table last_seen (person text primary key, at real not null) strict;
`,
  },
  {
    id: 7,
    name: "webhooks",
    sql: `
create table webhook_endpoints (
  id text not null primary key,
  url text,
  events text,
  is_on integer not null,
  problem text,
  secrets text not null
) strict;

-- The outbox: written in the transaction of what it tells.
create table webhook_messages (
  seq integer primary key,
  id text not null unique,
  endpoint text not null,
  subject text not null,
  type text not null,
  body text not null,
  created_at real not null,
  state text not null default 'waiting',
  attempts integer not null default 0,
  next_at real not null,
  leased_until real not null default 0,
  status integer,
  problem text,
  done_at real
) strict;
create index webhook_messages_waiting on webhook_messages (endpoint, subject, seq) where state = 'waiting';
create index webhook_messages_done on webhook_messages (done_at) where state <> 'waiting';
`,
  },
  {
    id: 8,
    name: "placings that met a call",
    sql: `
create table other_placings (
  caller text not null,
  placing_key text not null,
  input_hash text not null,
  call_id text not null,
  primary key (caller, placing_key)
) strict, without rowid;
`,
  },
  {
    id: 9,
    name: "accounts",
    sql: `
create table accounts (
  person text not null,
  type text not null,
  source text not null,
  fields text not null,
  primary key (person, type, source)
) strict;
`,
  },
  {
    id: 10,
    name: "settings and storage of connectors",
    sql: `
create table connector_settings (
  connector text not null primary key,
  settings text not null
) strict;
create table connector_storage (
  connector text not null,
  key text not null,
  value text not null,
  primary key (connector, key)
) strict;
`,
  },
  {
    id: 11,
    name: "people in calls with a key",
    sql: `
-- The newest call with a key in which a person has or had a part; a call without one has no rows.
create table keyed_people (
  person text not null,
  call_key text not null,
  call_id text not null,
  primary key (person, call_key)
) strict, without rowid;
create index keyed_people_call on keyed_people (call_id);
`,
  },
  {
    id: 12,
    name: "fewer indexes of calls",
    sql: `
-- Which calls are live, and that no two of them meet, is decided in memory.
drop index calls_live_target;
drop index calls_live_key;
`,
  },
  {
    id: 13,
    name: "busy during calls",
    sql: `
-- How a person takes a further call while in one: null is a knock.
alter table people add column while_in_call text;
`,
  },
  {
    id: 14,
    name: "places to close",
    sql: `
-- Calls that have a place at their connector, until it is closed; a call without one has no row.
create table open_places (call_id text not null primary key) strict, without rowid;
`,
  },
];

/** Brings the schema up to date in one transaction. @throws {Error} @see missingMigrations */
export function migrateSqlite(
  database: DatabaseSync,
  now: number,
  migrations: readonly Migration[] = SQLITE_MIGRATIONS,
): void {
  database.exec("begin immediate");
  try {
    database.exec(MIGRATIONS_TABLE);
    const rows = database.prepare("select id, name, checksum from migrations order by id").all();
    const applied = rows.map(appliedOf);
    const keep = database.prepare("insert into migrations values (?, ?, ?, ?)");
    for (const migration of missingMigrations(migrations, applied)) {
      database.exec(migration.sql);
      keep.run(migration.id, migration.name, checksumOf(migration), now);
    }
    database.exec("commit");
  } catch (error) {
    if (database.isTransaction) database.exec("rollback");
    throw error;
  }
}
