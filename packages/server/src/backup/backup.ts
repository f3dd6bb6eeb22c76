import { rename, rm, stat } from "node:fs/promises";
import { CallError } from "@ringline/protocol";
import type { CallMachine } from "../calls/call-machine.ts";
import type { Clock } from "../clock.ts";
import type { Logger } from "../logs/logger.ts";
import { openStore } from "../store/open.ts";
import type { Store, TrailOf } from "../store/store.ts";

const SQLITE = "sqlite:";

export interface BackupOptions {
  /** As the server was told. */
  database: string;
  store: Pick<Store, "copyTo">;
  machine: CallMachine;
  clock: Clock;
  logger: Logger;
  /** What each change of a call writes beside it. */
  trailOf: TrailOf;
}

/** A backup that is complete: its path on the server's machine, and its size. */
export interface BackupFile {
  file: string;
  bytes: number;
}

/**
 * Copies the database while everything goes on, always to the same file beside it, which a complete backup replaces at once. The
 * calls that were live are ended in the copy: whoever restores it later must not ring people, or find them in calls, of that time.
 */
export class Backup {
  readonly #options: BackupOptions;
  #underWay: Promise<BackupFile> | undefined;

  constructor(options: BackupOptions) {
    this.#options = options;
  }

  /** Asked meanwhile, it answers with the one under way. @throws {CallError} invalid-input: PostgreSQL has its own; storage-full */
  run(): Promise<BackupFile> {
    this.#underWay ??= this.#run().finally(() => {
      this.#underWay = undefined;
    });
    return this.#underWay;
  }

  async #run(): Promise<BackupFile> {
    const { database, store, logger } = this.#options;
    const path = database.startsWith(SQLITE) ? database.slice(SQLITE.length) : ":memory:";
    if (!store.copyTo || path === ":memory:")
      throw new CallError("invalid-input", {
        detail: "only an SQLite file is backed up here; for PostgreSQL use pg_dump",
      });
    const file = `${path}.backup`;
    const unfinished = `${file}-unfinished`;
    try {
      await remove(unfinished);
      await store.copyTo(unfinished);
      const calls = await this.#endCalls(unfinished);
      await rename(unfinished, file);
      const { size: bytes } = await stat(file);
      logger.info({ file, bytes, endedCalls: calls }, "backup");
      return { file, bytes };
    } catch (error) {
      await remove(unfinished);
      throw error;
    }
  }

  /** Opens the copy as a server would, which also proves that one can; answers how many calls were live. */
  async #endCalls(path: string): Promise<number> {
    const { machine, clock, trailOf } = this.#options;
    const copy = await openStore({ database: SQLITE + path, clock });
    try {
      copy.calls.leaveTrail(trailOf);
      const live = await copy.calls.live();
      const event = { type: "failed", problem: "connection-lost" } as const;
      const end = ({ id }: { id: string }) =>
        copy.calls.change(id, (call, now) => machine.move(call, event, now));
      await Promise.all(live.map(end));
      return live.length;
    } finally {
      await copy.close();
    }
  }
}

async function remove(path: string): Promise<void> {
  for (const end of ["", "-wal", "-journal"]) await rm(path + end, { force: true });
}
