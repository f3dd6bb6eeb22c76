import { DatabaseSync } from "node:sqlite";
import { sql } from "kysely";
import type { Millis } from "../../calls/call-record.ts";
import type { Clock } from "../../clock.ts";
import { MemoryRelayLog } from "../memory-relay-log.ts";
import { People } from "../people.ts";
import { storageError } from "../storage-errors.ts";
import type { NodeStore, Store } from "../store.ts";
import { GroupCommit } from "./group-commit.ts";
import { SqliteCalls } from "./sqlite-calls.ts";
import { SqliteDevices } from "./sqlite-devices.ts";
import { migrateSqlite } from "./sqlite-migrations.ts";
import { sqliteQueries } from "./sqlite-queries.ts";

/** Presence asks about the last half minute at most. */
const DEPARTED_KEPT_MS = 10 * 60_000;

/**
 * Opens, or makes, the file; `:memory:` for tests. The process has it alone until `close` or its death.
 * @throws {Error} when another process has it, or a newer Ringline wrote it
 */
export function openSqlite(path: string, clock: Clock): Store {
  const database = openFile(path, clock);
  const group = new GroupCommit(database);
  const calls = new SqliteCalls(database, group, clock);
  const devices = new SqliteDevices(database, group, clock);
  const people = new People(sqliteQueries(database, group), () => sql<number>`${clock.now()}`);
  const probe = database.prepare("update probe set at = ?");
  return {
    calls,
    people,
    devices,
    nodes: new OneNode(),
    relay: new MemoryRelayLog(clock),
    now: async () => clock.now(),
    probe: () => group.run(() => void probe.run(clock.now())),
    tidy: async (now) => {
      devices.tidy(now - DEPARTED_KEPT_MS);
      await calls.tidy(now);
    },
    close: async () => {
      group.close();
      if (database.isOpen) database.close();
    },
  };
}

/** `locking_mode` before the first access: the lock is the kernel's and dies with the process; no shared memory is needed. */
function openFile(path: string, clock: Clock): DatabaseSync {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(path);
    database.exec(`
pragma locking_mode = exclusive;
pragma journal_mode = wal;
pragma synchronous = full;
pragma foreign_keys = on;`);
    migrateSqlite(database, clock.now());
    return database;
  } catch (error) {
    database?.close();
    throw openError(path, error);
  }
}

function openError(path: string, error: unknown): unknown {
  const isLocked = error instanceof Error && /database is locked/u.test(error.message);
  if (!isLocked) return storageError(error);
  return new Error(`The database ${path} is in use by another process.`, { cause: error });
}

/** The leases of a process that is alone: it is alive, whoever else was is not. */
class OneNode implements NodeStore {
  readonly #until = new Map<string, Millis>();

  async beat(node: string, until: Millis): Promise<void> {
    this.#until.set(node, until);
  }

  async alive(now: Millis): Promise<Set<string>> {
    const alive = [...this.#until].filter(([, until]) => until > now);
    return new Set(alive.map(([node]) => node));
  }

  async release(node: string): Promise<void> {
    this.#until.delete(node);
  }
}
