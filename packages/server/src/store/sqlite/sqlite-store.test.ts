import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { storeContract } from "../testing/store-contract.ts";
import { openSqlite } from "./sqlite-store.ts";

const folder = mkdtempSync(join(tmpdir(), "ringline-store-"));
afterAll(() => rmSync(folder, { recursive: true }));

let count = 0;
storeContract("SQLite in memory", async (clock) => ({ store: openSqlite(":memory:", clock) }));
storeContract("SQLite in a file", async (clock) => {
  count += 1;
  return { store: openSqlite(join(folder, `${count}.db`), clock) };
});
