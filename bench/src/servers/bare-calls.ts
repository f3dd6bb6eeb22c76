import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

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

/** Place, ring, answer, leave. */
export const STEPS = 4;

/** One durable command of a call, with nothing around it: an insert, or a change of the row that was just read. */
export function runStep(id: string, step: number): void {
  database.exec("BEGIN IMMEDIATE");
  if (step === 0) insert.run(id, record);
  else change(id);
  database.exec("COMMIT");
}

function change(id: string): void {
  const revision = Number(select.get(id)?.revision);
  update.run(revision + 1, record, id, revision);
}
