import { PGlite } from "@electric-sql/pglite";
import { afterAll, beforeEach, expect, it } from "vitest";
import { move, placeCall } from "../../calls/call-machine.ts";
import type { PlaceInput } from "../../calls/call-machine-events.ts";
import {
  annaCallsBob,
  annaOutside,
  bobAnswers,
  person,
  START,
} from "../../testing/call-fixtures.ts";
import { HandTurnedClock } from "../../testing/hand-turned-clock.ts";
import { pglitePool } from "../testing/pglite-pool.ts";
import { migratePostgres } from "./migrate-postgres.ts";
import { POSTGRES_MIGRATIONS } from "./postgres-migrations.ts";
import { postgresStore } from "./postgres-store.ts";

const toCarol: Partial<PlaceInput> = {
  id: "call-2",
  target: { type: "user", id: "carol" },
  callees: [{ party: person("carol") }],
};

const place = (changes: Partial<PlaceInput> = {}) => placeCall(annaCallsBob(changes), START);

const database = await PGlite.create();
const pool = pglitePool(database);
const store = postgresStore(pool, new HandTurnedClock());
afterAll(() => store.close());
beforeEach(() => database.exec("drop schema public cascade; create schema public"));

async function migrateTo(last: number): Promise<void> {
  const client = await pool.connect();
  const steps = POSTGRES_MIGRATIONS.filter(({ id }) => id <= last);
  await migratePostgres(client, steps).finally(() => client.release());
}

const placing = (caller: string, key: string) => ({ caller, key, inputHash: "hash" });

it("[STORE23] who held a seat before there was a list of them holds it still; who is in from outside holds none", async () => {
  await migrateTo(11);
  const answered = move(place(), bobAnswers, START);
  const others = [answered, place({ ...toCarol, caller: annaOutside })];
  for (const call of others)
    await database.query(
      `insert into calls (id, revision, caller, placing_key, input_hash, live_target, created_at, written_at, record)
values ($1, 1, 'anna', $1, 'hash', $1, $2, $2, $3)`,
      [call.id, START, JSON.stringify(call)],
    );
  await migrateTo(12);

  const { rows } = await database.query("select person, call_id from seated_people order by 1");

  expect(rows).toEqual([
    { person: "anna", call_id: "call-1" },
    { person: "bob", call_id: "call-1" },
  ]);
});

it("[STORE23] a row that outlived its seat keeps nobody out", async () => {
  await migrateTo(12);
  await store.calls.create(place({ caller: annaOutside }), placing("anna", "key-1"));
  await database.exec(
    "insert into seated_people values ('anna', 'of a call that is gone'), ('bob', 'call-1')",
  );

  const created = await store.calls.create(place(toCarol), placing("anna", "key-2"));
  const { after } = await store.calls.change("call-1", (call) => move(call, bobAnswers, START));

  expect([created.outcome, after.phase]).toEqual(["created", "active"]);
});
