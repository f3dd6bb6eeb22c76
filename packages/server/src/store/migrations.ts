import { createHash } from "node:crypto";

/** One step of the schema, forward only; its text never changes once it was released. */
export interface Migration {
  /** Counts from 1 without gaps. */
  id: number;
  name: string;
  sql: string;
}

export interface AppliedMigration {
  id: number;
  name: string;
  checksum: string;
}

/** The database was written by another version of Ringline: nothing was changed in it. */
export class SchemaError extends Error {
  override readonly name = "SchemaError";
}

export const MIGRATIONS_TABLE = `create table if not exists migrations (
  id integer primary key, name text not null, checksum text not null, applied_at double precision not null)`;

/**
 * The steps that a database still needs.
 * @throws {SchemaError} when it was written by a newer Ringline, or a released step differs from what was applied
 */
export function missingMigrations(
  all: readonly Migration[],
  applied: readonly AppliedMigration[],
): Migration[] {
  for (const { id, name, checksum } of applied) {
    const known = all.find((migration) => migration.id === id);
    if (!known)
      throw new SchemaError(
        `The database has schema step ${id} (${name}), which this Ringline does not know: it was written by a newer version. Start that version, or restore a backup.`,
      );
    if (checksumOf(known) !== checksum)
      throw new SchemaError(
        `Schema step ${id} (${name}) is not the one that was applied to this database. Start the version that wrote it.`,
      );
  }
  const done = new Set(applied.map(({ id }) => id));
  return all.filter(({ id }) => !done.has(id));
}

export function checksumOf({ sql }: Migration): string {
  return createHash("sha256").update(sql).digest("hex");
}

/** From a row of the migrations table. */
export function appliedOf({ id, name, checksum }: Record<string, unknown>): AppliedMigration {
  return { id: Number(id), name: String(name), checksum: String(checksum) };
}
