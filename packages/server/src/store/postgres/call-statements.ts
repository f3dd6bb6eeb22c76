import { DATABASE_NOW, type Statement } from "./sql-pool.ts";

const statement = (name: string, text: string): Statement => ({ name, text });

/**
 * A new call with its people and seats, or no row where a placing or target is taken. Fails on `SEATED` where somebody holds a
 * seat in another call.
 * $1 id, $2 revision, $3 caller, $4 placing key, $5 input hash, $6 live target, $7 key, $8 created, $9 ended, $10 deadline,
 * $11 record, $12 people, $13 seat hashes, $14 who holds them
 */
export const CREATE_CALL = statement("create-call", createCall(""));

/** The same, and webhooks: $15 when, $16 ids, $17 endpoints, $18 types, $19 bodies. */
export const CREATE_CALL_WITH_MESSAGES = statement(
  "create-call-with-messages",
  createCall(messagesOf("made", 15)),
);

/**
 * The same, unless too many ring somebody already. $20 whom, $21 how many are too many. Answers one row: the id, if it was
 * made, and whom too many ring.
 */
export const CREATE_CALL_UNLESS_CROWDED = statement(
  "create-call-unless-crowded",
  `with full_up as materialized (select crowded($20::text[], $21::integer) as people), ${writeCall(
    messagesOf("made", 15),
    "from full_up where people = '{}'",
  )}
select (select id from made), people from full_up`,
);

function createCall(trail: string): string {
  return `with ${writeCall(trail, "")}
select id from made`;
}

function writeCall(trail: string, when: string): string {
  return `made as (
  insert into calls (id, revision, caller, placing_key, input_hash, live_target, call_key,
    created_at, written_at, ended_at, deadline, record)
  select $1, $2::integer, $3, $4, $5, $6, $7, $8::double precision, ${DATABASE_NOW}, $9::double precision,
    $10::double precision, $11 ${when}
  on conflict do nothing returning id
), met as (
  insert into live_people (person, call_id) select person, id from made, unnest($12::text[]) as person
), sat as (
  insert into seats (hash, call_id) select hash, id from made, unnest($13::text[]) as hash
  on conflict do nothing
), seated as (
  insert into seated_people (person, call_id) select person, id from made, unnest($14::text[]) as person
)${trail}`;
}

/** Puts messages into the outbox if the call was written; parameters from this one on. */
function messagesOf(written: string, first: number): string {
  const [now, ...lists] = [0, 1, 2, 3, 4].map((index) => `$${first + index}`);
  const columns = lists.map((list) => `${list}::text[]`).join(", ");
  return `, told as (
  insert into webhook_messages (id, endpoint, subject, type, body, created_at, next_at)
  select row.id, endpoint, ${written}.id, type, body, ${now}::double precision, ${now}::double precision
  from ${written}, unnest(${columns}) with ordinality as row (id, endpoint, type, body, place)
  order by place
)`;
}

/**
 * The next revision of a call, or no row where another process was faster. Fails on `SEATED` as a new call does. An ended call
 * with a key keeps its people: they may ask for it by the key.
 * $1 id, $2 revision before, $3 revision, $4 ended, $5 deadline, $6 record, $7 new people, $8 new seat hashes, $9 who took a
 * seat, $10 who gave one up
 */
export const CHANGE_CALL = statement("change-call", changeCall(""));

const TRAIL = `, kept as (
  insert into history (person, call_id, ended_at, missed, unseen, entry)
  select person, changed.id, $4::double precision, missed, missed, entry
  from changed, unnest($11::text[], $12::integer[], $13::text[]) as row (person, missed, entry)
)${messagesOf("changed", 14)}`;

/**
 * The same, and what it leaves behind: rows of the history, $11 persons, $12 missed (1) or not (0), $13 entries; webhooks,
 * $14 when, $15 ids, $16 endpoints, $17 types, $18 bodies.
 */
export const CHANGE_CALL_WITH_TRAIL = statement("change-call-with-trail", changeCall(TRAIL));

/** The same, and the placings that met the call: $19 callers, $20 placing keys, $21 input hashes. */
export const MEET_CALL = statement(
  "meet-call",
  changeCall(`${TRAIL}, placed as (
  insert into other_placings (caller, placing_key, input_hash, call_id)
  select caller, placing_key, input_hash, changed.id
  from changed, unnest($19::text[], $20::text[], $21::text[]) as row (caller, placing_key, input_hash)
  on conflict do nothing
)`),
);

function changeCall(more: string): string {
  return `with changed as (
  update calls set revision = $3, written_at = ${DATABASE_NOW}, ended_at = $4, deadline = $5, record = $6
  where id = $1 and revision = $2 returning id, call_key
), met as (
  insert into live_people (person, call_id) select person, id from changed, unnest($7::text[]) as person
  on conflict do nothing
), parted as (
  delete from live_people using changed
  where live_people.call_id = changed.id and $4::double precision is not null and call_key is null
), sat as (
  insert into seats (hash, call_id) select hash, id from changed, unnest($8::text[]) as hash
  on conflict do nothing
), seated as (
  insert into seated_people (person, call_id) select person, id from changed, unnest($9::text[]) as person
), stood as (
  delete from seated_people using changed where person = any($10::text[]) and call_id = changed.id
)${more}
select id from changed`;
}

/** The constraint that says that nobody holds a seat in two live calls. */
export const SEATED = "seated_people_pkey";

/** Of $1 people those who hold a seat in a live call. Rows that the calls do not bear out are deleted: they refuse nobody. */
export const SEATED_AMONG = statement(
  "seated-among",
  `with held as (
  select seated_people.person from seated_people join calls on calls.id = call_id,
    json_array_elements(record::json->'participants') as part
  where seated_people.person = any($1::text[]) and ended_at is null
    and part->'party'->>'id' = seated_people.person and part->'seat' is not null
), freed as (
  delete from seated_people where person = any($1::text[]) and person not in (select person from held)
)
select person from held`,
);

export const READ_CALL = statement("read-call", "select record from calls where id = $1");

export const FIND_PLACING = statement(
  "find-placing",
  `select input_hash, record from calls where caller = $1 and placing_key = $2
union all
select other_placings.input_hash, record from other_placings join calls on calls.id = call_id
where other_placings.caller = $1 and other_placings.placing_key = $2`,
);

/** $1 caller, $2 placing key, $3 input hash, $4 the call that it met */
export const KEEP_PLACING = statement(
  "keep-placing",
  `insert into other_placings (caller, placing_key, input_hash, call_id)
select $1, $2, $3, id from calls where id = $4 on conflict do nothing`,
);

export const LIVE_OF = statement(
  "live-of",
  `select record from live_people join calls on calls.id = live_people.call_id
where person = $1 and ended_at is null order by created_at`,
);

export const LIVE_OF_ANY = statement(
  "live-of-any",
  `select record from calls where ended_at is null
and id in (select call_id from live_people where person = any($1::text[]))`,
);

export const LIVE_TARGET = statement(
  "live-target",
  "select record from calls where live_target = $1 and ended_at is null",
);

/** $1 key, $2 person: of those that they may see the closest first, as `closestCall` has it. */
export const WITH_KEY = statement(
  "with-key",
  `select record from live_people join calls on calls.id = live_people.call_id,
  json_array_elements(record::json->'participants') as part
where person = $2 and call_key = $1
  and part->'party'->>'id' = person and part->'hidden' is null and part->'removed' is null
order by ended_at is null desc, ended_at is null and part->>'state' = 'joined' desc,
  ended_at is null and live_target ~ '^(space|room):' desc, created_at desc limit 20`,
);

/** $1 key, $2 how many */
export const LIVE_GROUPS_WITH_KEY = statement(
  "live-groups-with-key",
  `select record from calls where call_key = $1 and ended_at is null and live_target ~ '^(space|room):'
order by created_at desc limit $2`,
);

export const KEYED_OF = statement(
  "keyed-of",
  `select record from (
  select distinct on (call_key) record, created_at from live_people join calls on calls.id = live_people.call_id
  where person = $1 and call_key is not null and exists (
    select from json_array_elements(record::json->'participants') as part
    where part->'party'->>'id' = person and part->'hidden' is null
  ) order by call_key, created_at desc
) newest order by created_at desc limit $2`,
);

export const BY_SEAT = statement(
  "by-seat",
  "select record from seats join calls on calls.id = seats.call_id where hash = $1",
);

export const CHANGED_SINCE = statement(
  "changed-since",
  "select record from calls where written_at >= $1 order by written_at",
);

/** $1 until when, $2 how many, $3 and $4 the deadline and id that they come after. */
export const DUE = statement(
  "due",
  `select id, deadline from calls where deadline <= $1 and deadline >= $3 and (deadline > $3 or id > $4)
order by deadline, id limit $2`,
);

export const LIVE = statement(
  "live",
  "select record from calls where ended_at is null order by created_at",
);

export const RINGS_FROM = statement(
  "rings-from",
  "select record from calls where caller = $1 and created_at >= $2 order by created_at desc limit 1000",
);

/** $1 ended before, $2 how many at most */
export const DELETE_OLD = statement(
  "delete-old",
  "delete from calls where id in (select id from calls where ended_at < $1 limit $2) returning id",
);
