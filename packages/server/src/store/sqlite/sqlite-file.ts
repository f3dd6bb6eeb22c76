import { DatabaseSync } from "node:sqlite";
import type { Millis } from "../../calls/call-record.ts";
import { storageError } from "../storage-errors.ts";
import { migrateSqlite } from "./sqlite-migrations.ts";

/**
 * Opens or makes the file, for this process alone and with a wait for the disk at each commit, and brings its schema up to date.
 * `locking_mode` stands before the first access: the lock is the kernel's, dies with the process, and saves the shared memory.
 * @throws {Error} when another process has it, or a newer Ringline wrote it
 */
export function openFile(path: string, now: Millis): DatabaseSync {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(path);
    database.exec(`
pragma locking_mode = exclusive;
pragma journal_mode = wal;
pragma synchronous = full;
pragma foreign_keys = on;`);
    migrateSqlite(database, now);
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
