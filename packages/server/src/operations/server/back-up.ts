import type { Operation } from "../operation.ts";

/**
 * Writes a backup of the database beside it, in place of the one before. Who may: administrators.
 * @throws {CallError} invalid-input where the database is not an SQLite file
 */
export const backUp: Operation<"server.backup"> = async (_input, _asker, parts) => ({
  backup: await parts.backup.run(),
});
