import { CallError } from "@ringline/protocol";

const SQLITE_FULL = 13;
/** SQLite's primary codes that say that the file cannot be read or written now: busy, locked, I/O error, cannot open. */
const SQLITE_AWAY: ReadonlySet<number> = new Set([5, 6, 10, 14]);
const POSTGRES_FULL = "53100";
/** PostgreSQL's classes: connection, transaction given up, resources, operator's intervention, system error. */
const POSTGRES_AWAY: ReadonlySet<string> = new Set(["08", "25", "40", "53", "57", "58"]);

/** What a database's error means to who asked: a refusal that says to wait, or the error itself when it is our own mistake. */
export function storageError(error: unknown): unknown {
  if (error instanceof CallError || !(error instanceof Error)) return error;
  if (isFull(error)) return new CallError("storage-full", { cause: error });
  if (isAway(error))
    return new CallError("storage-unavailable", { retryAfterMs: 1_000, cause: error });
  return error;
}

/** Whether the database refused by itself, so that the whole transaction is in doubt. */
export function isStorageFailure(error: unknown): boolean {
  return error instanceof Error && (isFull(error) || isAway(error));
}

function isFull(error: Error): boolean {
  const code = codeOf(error);
  return sqliteCode(error) === SQLITE_FULL || code === POSTGRES_FULL || code === "ENOSPC";
}

function isAway(error: Error): boolean {
  const sqlite = sqliteCode(error);
  if (sqlite !== undefined) return SQLITE_AWAY.has(sqlite);
  const code = codeOf(error);
  if (code === undefined) return /timeout|terminated|Connection|ended/u.test(error.message);
  return POSTGRES_AWAY.has(code.slice(0, 2)) || /^E[A-Z]+$/u.test(code);
}

/** The primary result code: the low byte of the extended one. */
function sqliteCode(error: Error): number | undefined {
  return "errcode" in error && typeof error.errcode === "number" ? error.errcode & 0xff : undefined;
}

function codeOf(error: Error): string | undefined {
  return "code" in error && typeof error.code === "string" ? error.code : undefined;
}
