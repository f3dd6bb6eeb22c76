import type { Migration } from "../migrations.ts";

/** "Ring" in ASCII: keeps these locks apart from all others. */
const CROWDS = 1_382_641_255;

/*
 * One JSON text per call, and beside it only the columns that other processes find calls by. Times are double precision:
 * milliseconds fit exactly, and every driver reads them as numbers.
 */
export const POSTGRES_MIGRATIONS: readonly Migration[] = [
  {
    id: 1,
    name: "calls, people, devices, nodes, relay",
    sql: `
create table calls (
  id text primary key,
  revision integer not null,
  caller text not null,
  placing_key text not null,
  input_hash text not null,
  live_target text not null,
  call_key text,
  created_at double precision not null,
  written_at double precision not null,
  ended_at double precision,
  deadline double precision,
  record text not null
);
create unique index calls_placing on calls (caller, placing_key);
create unique index calls_live_target on calls (live_target) where ended_at is null;
create unique index calls_live_key on calls (call_key) where ended_at is null and call_key is not null;
create index calls_caller on calls (caller, created_at);
create index calls_written on calls (written_at);
create index calls_deadline on calls (deadline) where deadline is not null;
create index calls_live on calls (created_at) where ended_at is null;
create index calls_ended on calls (ended_at) where ended_at is not null;

-- Who takes part in which live call; an ended call has no rows.
create table live_people (
  person text not null,
  call_id text not null references calls on delete cascade,
  primary key (person, call_id)
);
create index live_people_call on live_people (call_id);

create table seats (
  hash text primary key,
  call_id text not null references calls on delete cascade
);
create index seats_call on seats (call_id);

create table people (
  id text primary key,
  type text not null,
  name text not null,
  picture text,
  status text not null,
  revoked_at double precision,
  written_at double precision not null
);
create index people_written on people (written_at);

create table blocks (
  owner text not null,
  person text not null,
  primary key (owner, person)
);

create table devices (
  device text primary key,
  person text not null,
  node text not null,
  gone_at double precision,
  written_at double precision not null
);
create index devices_person on devices (person);
create index devices_written on devices (written_at);

create table nodes (
  node text primary key,
  until double precision not null
);

-- A crash of the database may empty the relay: whoever comes back is told of a gap.
create unlogged table relay_heads (
  call_id text primary key,
  head integer not null,
  floor integer not null
);
create unlogged table relay_messages (
  call_id text not null,
  seq integer not null,
  sender text not null,
  page text not null,
  n integer not null,
  recipient text,
  body text not null,
  at double precision not null,
  primary key (call_id, seq)
);
create unique index relay_messages_n on relay_messages (call_id, page, n);

create table probe (id integer primary key check (id = 1), at double precision not null);
insert into probe values (1, 0);
`,
  },
  {
    id: 2,
    name: "history",
    sql: `
create table history (
  seq bigint generated always as identity primary key,
  person text not null,
  call_id text not null,
  ended_at double precision not null,
  missed integer not null,
  unseen integer not null,
  entry text not null
);
create index history_person on history (person, ended_at, seq);
create index history_ended on history (ended_at, seq);
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
);
`,
  },
  {
    id: 4,
    name: "log lines",
    sql: `
-- A call's id is compared by its bytes: the index finds its beginning too.
create table log_lines (
  seq bigint generated always as identity primary key,
  at double precision not null,
  level integer not null,
  person text,
  page text,
  n bigint,
  call_id text collate "C",
  reference text,
  message text not null,
  entry text not null
);
create unique index log_lines_page on log_lines (person, page, n) where n is not null;
create index log_lines_at on log_lines (at, seq);
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
);
`,
  },
  {
    id: 6,
    name: "administration",
    sql: `
-- Set-up links, and what else somebody has signed in with: each is taken once.
create table sign_ins (
  hash text primary key,
  expires_at double precision not null,
  used_at double precision
);
create table admin_sessions (
  hash text primary key,
  person text not null,
  name text not null,
  began_at double precision not null,
  expires_at double precision not null,
  ends_at double precision not null
);
create table api_keys (
  id text primary key,
  name text not null,
  scopes text not null,
  hash text not null,
  created_at double precision not null,
  created_by text not null,
  last_used_at double precision,
  expires_at double precision,
  revoked_at double precision
);
create table audit (
  seq bigint generated always as identity primary key,
  reference text not null,
  at double precision not null,
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
);
create index audit_at on audit (at);
create index audit_by on audit (by_id, seq);
create index audit_target on audit (target, seq);
-- When somebody's last device went, once its row is gone.
create table last_seen (person text primary key, at double precision not null);
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
);

-- The outbox: written in the transaction of what it tells.
create table webhook_messages (
  seq bigint generated always as identity primary key,
  id text not null unique,
  endpoint text not null,
  subject text not null,
  type text not null,
  body text not null,
  created_at double precision not null,
  state text not null default 'waiting',
  attempts integer not null default 0,
  next_at double precision not null,
  leased_until double precision not null default 0,
  status integer,
  problem text,
  done_at double precision
);
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
  call_id text not null references calls on delete cascade,
  primary key (caller, placing_key)
);
create index other_placings_call on other_placings (call_id);
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
);
`,
  },
  {
    id: 10,
    name: "settings and storage of connectors",
    sql: `
create table connector_settings (
  connector text not null primary key,
  settings text not null
);
create table connector_storage (
  connector text not null,
  key text not null,
  value text not null,
  primary key (connector, key)
);
`,
  },
  {
    id: 11,
    name: "keys need not be unique",
    sql: `
-- Strangers could keep a key from those whose call it names: pairs, spaces and rooms are unique by themselves.
drop index calls_live_key;
create index calls_live_key on calls (call_key) where ended_at is null and call_key is not null;
`,
  },
  {
    id: 12,
    name: "one seat a person",
    sql: `
-- Who holds a seat in which live call; who is in a call from outside holds none. Written with the call, gone when they leave.
create table seated_people (
  person text primary key,
  call_id text not null
);
insert into seated_people (person, call_id)
select part->'party'->>'id', calls.id from calls, json_array_elements(record::json->'participants') as part
where ended_at is null and part->'seat' is not null and part->'party'->>'type' <> 'address'
order by created_at desc on conflict do nothing;
`,
  },
  {
    id: 13,
    name: "whom too many ring",
    sql: `
-- Of these people those whom so many calls ring already. Until the end of its transaction nobody else asks about them: whoever
-- comes next counts what was written before. A few locks, taken in one order, serve everybody.
create function crowded(people text[], most integer) returns text[] language plpgsql as $crowded$
begin
  perform pg_advisory_xact_lock(${CROWDS}, place) from (
    select distinct hashtext(person) % 64 as place from unnest(people) as person order by place
  ) as places;
  return array(select callee from unnest(people) as callee where most <= (
    select count(*) from live_people join calls on calls.id = call_id,
      json_array_elements(record::json->'participants') as part
    where person = callee and ended_at is null and part->'party'->>'id' = callee and part->>'role' <> 'caller'
      and part->>'state' in ('invited', 'ringing') and part->'hidden' is null
  ));
end $crowded$;
`,
  },
  {
    id: 14,
    name: "how far each page was heard",
    sql: `
-- A message that is sent again is known when it is not kept any more.
create unlogged table relay_pages (
  call_id text not null,
  page text not null,
  n integer not null,
  at double precision not null,
  primary key (call_id, page)
);
insert into relay_pages (call_id, page, n, at)
select call_id, page, max(n), max(at) from relay_messages group by call_id, page;
`,
  },
  {
    id: 15,
    name: "busy during calls",
    sql: `
-- How a person takes a further call while in one: null is a knock.
alter table people add column while_in_call text;
`,
  },
  {
    id: 16,
    name: "places to close",
    sql: `
-- Calls that have a place at their connector, until it is closed; a call without one has no row.
create table open_places (call_id text not null primary key);
`,
  },
];
