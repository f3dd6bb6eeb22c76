import { backup, type DatabaseSync } from "node:sqlite";
import type { PersonId } from "@ringline/protocol";
import { sql } from "kysely";
import type { Millis } from "../../calls/call-record.ts";
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
import { MemoryRelayLog } from "../memory-relay-log.ts";
import { OpenPlaces } from "../open-places.ts";
import { People } from "../people.ts";
import { storageError } from "../storage-errors.ts";
import type { NodeStore, Store } from "../store.ts";
import { Switches } from "../switches.ts";
import { Webhooks } from "../webhooks.ts";
import { GroupCommit } from "./group-commit.ts";
import { SqliteCalls } from "./sqlite-calls.ts";
import { SqliteDevices } from "./sqlite-devices.ts";
import { openFile } from "./sqlite-file.ts";
import { SqliteLogLines } from "./sqlite-log-lines.ts";
import { sqliteQueries, sqliteRunner } from "./sqlite-queries.ts";
import { SqliteTrail } from "./sqlite-trail.ts";

/** Presence asks about the last half minute at most. */
const DEPARTED_KEPT_MS = 10 * 60_000;

/**
 * Opens, or makes, the file; `:memory:` for tests. The process has it alone until `close` or its death.
 * @throws {Error} when another process has it, or a newer Ringline wrote it
 */
export function openSqlite(path: string, clock: Clock): Store {
  const database = openFile(path, clock.now());
  const group = new GroupCommit(database);
  const trail = new SqliteTrail(database);
  const calls = new SqliteCalls(database, { group, trail }, clock);
  const devices = new SqliteDevices(database, group, clock);
  const run = sqliteRunner(database, group);
  const queries = sqliteQueries(run);
  const people = new People({ queries, run }, () => sql<number>`${clock.now()}`);
  const adminSessions = new AdminSessions(queries);
  const probe = database.prepare("update probe set at = ?");
  const relay = new MemoryRelayLog(clock);
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
    logs: new SqliteLogLines(queries, database, group),
    webhooks: new Webhooks(queries),
    nodes: new OneNode(),
    relay,
    adminSessions,
    keys: new ApiKeys(queries),
    audit: new Audit(queries),
    // A computer that was set back between two runs must not make a ring last longer: time goes on from the last write.
    now: async () => Math.max(clock.now(), calls.writtenBefore),
    probe: () => group.run(() => void probe.run(clock.now())),
    erase: (person, at, messages = []) =>
      group.run(() => {
        trail.tell(person, messages, at);
        erasePerson(database, person, at);
        devices.erase(person);
      }),
    tidy: (now) =>
      eachByItself([
        async () => relay.tidy(),
        async () => devices.tidy(now - DEPARTED_KEPT_MS),
        () => people.tidy(now - KEPT_MS),
        () => adminSessions.tidy(now),
        () => calls.tidy(now),
      ]),
    copyTo: async (path) => {
      await backup(database, path).catch((error: unknown) => {
        throw storageError(error);
      });
    },
    close: async () => {
      group.close();
      if (database.isOpen) database.close();
    },
  };
}

const LEAVE_GROUPS = `update groups
set members = (select json_group_array(value) from json_each(members) where value <> :person)
where exists (select 1 from json_each(members) where value = :person)`;

function erasePerson(database: DatabaseSync, person: PersonId, at: Millis): void {
  database.prepare("delete from history where person = ?").run(person);
  database.prepare("delete from log_lines where person = ?").run(person);
  database.prepare("delete from accounts where person = ?").run(person);
  database.prepare("delete from admin_sessions where person = ?").run(person);
  database.prepare("delete from last_seen where person = ?").run(person);
  database.prepare("delete from blocks where owner = ? or person = ?").run(person, person);
  database.prepare(LEAVE_GROUPS).run({ person });
  database
    .prepare(
      "insert or replace into people (id, type, name, status, revoked_at, written_at) values (?, 'user', ?, 'available', ?, ?)",
    )
    .run(person, person, at, at);
}

/** The leases of a process that is alone: it is alive, whoever else was is not. */
class OneNode implements NodeStore {
  readonly #until = new Map<string, Millis>();

  async beat(node: string, until: Millis): Promise<void> {
    this.#until.set(node, until);
  }

  async leases(): Promise<Map<string, Millis>> {
    return new Map(this.#until);
  }

  async alive(now: Millis): Promise<Set<string>> {
    const alive = [...this.#until].filter(([, until]) => until > now);
    return new Set(alive.map(([node]) => node));
  }

  async release(node: string): Promise<void> {
    this.#until.delete(node);
  }
}
