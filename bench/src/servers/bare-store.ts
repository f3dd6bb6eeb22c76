import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { offer } from "../workers/methods.ts";

/** The reference for durable commands: one transaction of SQLite per command, nothing around it. */
const folder = mkdtempSync(join(process.env.BENCH_FOLDER ?? "/tmp", "bare-store-"));
const database = new DatabaseSync(join(folder, "bare.sqlite"));
database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
database.exec("CREATE TABLE calls (id TEXT PRIMARY KEY, revision INTEGER, record TEXT) STRICT");
const insert = database.prepare("INSERT INTO calls VALUES (?, 1, ?)");
const select = database.prepare("SELECT revision FROM calls WHERE id = ?");
const update = database.prepare(
  "UPDATE calls SET revision = ?, record = ? WHERE id = ? AND revision = ?",
);
/** As long as a stored call is. */
const record = JSON.stringify({ text: "x".repeat(900) });
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));

function transaction(run: () => void): void {
  database.exec("BEGIN IMMEDIATE");
  run();
  database.exec("COMMIT");
}

/** Place, ring, answer, leave: one insert, then three changes of the row that was just read. */
function cycle(id: string): void {
  transaction(() => insert.run(id, record));
  for (let command = 0; command < 3; command += 1) {
    transaction(() => {
      const revision = Number(select.get(id)?.revision);
      update.run(revision + 1, record, id, revision);
    });
  }
}

const methods = {
  /** Cycles per second, over this many milliseconds. */
  cycles(forMs: number): number {
    const begin = performance.now();
    let done = 0;
    for (; performance.now() - begin < forMs; done += 1) cycle(`${begin}-${done}`);
    return (done * 1000) / (performance.now() - begin);
  },
};
export type BareStore = typeof methods;
offer(methods);
