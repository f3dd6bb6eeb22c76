import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { GroupCommit, type Participant } from "./group-commit.ts";

/** Keeps what the jobs want written, and writes it at the end, as the calls do. */
class Notebook implements Participant {
  readonly #database: DatabaseSync;
  wanted: string[] = [];
  commits = 0;
  rollbacks = 0;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  beforeCommit(): void {
    for (const note of this.wanted)
      this.#database.prepare("insert into notes values (?)").run(note);
  }

  afterCommit(): void {
    this.wanted = [];
    this.commits += 1;
  }

  afterRollback(): void {
    this.wanted = [];
    this.rollbacks += 1;
  }
}

describe("group commit", () => {
  let database: DatabaseSync;
  let notebook: Notebook;
  let group: GroupCommit;

  beforeEach(() => {
    database = new DatabaseSync(":memory:");
    database.exec("create table notes (text text primary key)");
    notebook = new Notebook(database);
    group = new GroupCommit(database);
    group.join(notebook);
  });

  afterEach(() => database.close());

  const write = (note: string) => group.run(() => notebook.wanted.push(note));
  const kept = () => database.prepare("select text from notes order by text").all();

  it("[STORE1] what waits in one turn of the event loop shares a transaction, and is answered after it", async () => {
    const answers: number[] = [];
    const work = ["a", "b", "c"].map((note) => write(note).then(() => answers.push(kept().length)));

    expect(kept()).toEqual([]);
    await Promise.all(work);

    expect(notebook.commits).toBe(1);
    expect(answers).toEqual([3, 3, 3]);
  });

  it("[STORE6] a write that the database refuses costs only the one who asked for it", async () => {
    await write("taken");

    const outcomes = await Promise.allSettled([write("a"), write("taken"), write("b")]);

    expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    expect(kept()).toEqual([{ text: "a" }, { text: "b" }, { text: "taken" }]);
    expect(notebook.rollbacks).toBe(2);
  });

  it("[STORE6] work that throws is answered with what it threw", async () => {
    const failing = group.run(() => {
      throw new RangeError("no");
    });
    const good = write("a");

    await expect(failing).rejects.toThrow(RangeError);
    await good;
    expect(notebook.commits).toBe(1);
  });

  it("[STORE6] a rollback that fails too leaves nothing in memory or in the file, and the next transaction is whole", async () => {
    const exec = vi.spyOn(database, "exec");
    exec.mockImplementationOnce(() => {
      throw new Error("disk I/O error");
    });
    await write("taken");

    await expect(write("taken")).rejects.toThrow("disk I/O error");
    expect([notebook.wanted, notebook.rollbacks]).toEqual([[], 1]);
    await write("a");

    expect(kept()).toEqual([{ text: "a" }, { text: "taken" }]);
  });

  it("[STORE8] closing commits what waits and refuses what comes after", async () => {
    const before = write("a");
    group.close();

    await before;
    await expect(write("b")).rejects.toMatchObject({ code: "storage-unavailable" });
    expect(kept()).toEqual([{ text: "a" }]);
  });
});
