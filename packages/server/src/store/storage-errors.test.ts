import { CallError } from "@ringline/protocol";
import { describe, expect, it } from "vitest";
import { storageError } from "./storage-errors.ts";

const sqlite = (errcode: number) => Object.assign(new Error("SQLite"), { errcode });
const coded = (code: string) => Object.assign(new Error("PostgreSQL"), { code });

describe("what a database's error means", () => {
  it.each([
    ["SQLite's full disk", sqlite(13), "storage-full"],
    ["PostgreSQL's full disk", coded("53100"), "storage-full"],
    ["the file system's full disk", coded("ENOSPC"), "storage-full"],
    ["a failed read of SQLite's file", sqlite(266), "storage-unavailable"],
    ["a lock on SQLite's file", sqlite(5), "storage-unavailable"],
    ["PostgreSQL's shutdown", coded("57P01"), "storage-unavailable"],
    ["too many connections", coded("53300"), "storage-unavailable"],
    ["a broken connection", coded("08006"), "storage-unavailable"],
    ["a statement that took too long", coded("57014"), "storage-unavailable"],
    ["a refused connection", coded("ECONNREFUSED"), "storage-unavailable"],
    [
      "no connection in time",
      new Error("timeout exceeded when trying to connect"),
      "storage-unavailable",
    ],
    ["no answer in time", new Error("Query read timeout"), "storage-unavailable"],
    [
      "a connection that ended",
      new Error("Connection terminated unexpectedly"),
      "storage-unavailable",
    ],
  ])("[STORE8] %s", (_what, error, code) => {
    const told = storageError(error);

    expect(told).toBeInstanceOf(CallError);
    expect(told).toMatchObject({ code, cause: error });
  });

  it.each([
    ["our own mistake in SQLite", sqlite(1)],
    ["our own mistake in PostgreSQL", coded("42601")],
    ["a broken promise of the schema", sqlite(19)],
    ["a bug", new TypeError("no function")],
    ["a refusal", new CallError("not-allowed")],
    ["nonsense", "text"],
  ])("[STORE8] %s stays what it is", (_what, error) => {
    expect(storageError(error)).toBe(error);
  });
});
