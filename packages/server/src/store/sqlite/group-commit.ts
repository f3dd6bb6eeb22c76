import type { DatabaseSync, StatementSync } from "node:sqlite";
import { CallError } from "@ringline/protocol";
import { isStorageFailure, storageError } from "../storage-errors.ts";

interface Job {
  work(): unknown;
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

type Outcome = { value: unknown } | { error: unknown };

/** What takes part in a shared transaction with state of its own in memory. */
export interface Participant {
  /** Writes what the jobs decided; may throw what the database throws. */
  beforeCommit(): void;
  afterCommit(): void;
  /** Forgets what the jobs decided. */
  afterRollback(): void;
}

/**
 * One transaction, and so one wait for the disk, for all work that came up in one turn of the event loop. Nothing is answered
 * before it is durable, refusals neither: they may rest on a change that came before them in the same transaction.
 * @see docs/decisions/group-commit.md
 */
export class GroupCommit {
  readonly #database: DatabaseSync;
  readonly #begin: StatementSync;
  readonly #end: StatementSync;
  readonly #participants: Participant[] = [];
  #waiting: Job[] = [];
  #isClosed = false;

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.#begin = database.prepare("begin");
    this.#end = database.prepare("commit");
  }

  join(participant: Participant): void {
    this.#participants.push(participant);
  }

  /** Runs the work inside the next transaction; settles after its commit. The work must not wait. */
  run<Value>(work: () => Value): Promise<Value> {
    if (this.#isClosed) return Promise.reject(new CallError("storage-unavailable"));
    return new Promise<Value>((resolve, reject) => {
      if (this.#waiting.length === 0) setImmediate(() => this.flush());
      this.#waiting.push({ work, resolve: resolve as (value: unknown) => void, reject });
    });
  }

  /** Commits what waits, now. */
  flush(): void {
    const jobs = this.#waiting;
    if (jobs.length === 0) return;
    this.#waiting = [];
    this.#commit(jobs);
  }

  /** Commits what waits; later work is refused. */
  close(): void {
    this.flush();
    this.#isClosed = true;
  }

  #commit(jobs: readonly Job[]): void {
    let outcomes: Outcome[];
    try {
      outcomes = this.#transaction(jobs);
    } catch (error) {
      this.#fail(jobs, error);
      return;
    }
    for (const [index, job] of jobs.entries()) settle(job, outcomes[index]);
  }

  /** The disk failed all of them alike; a mistake of one must not cost the others, so they are tried one by one. */
  #fail(jobs: readonly Job[], error: unknown): void {
    if (jobs.length > 1 && !isStorageFailure(error)) {
      for (const job of jobs) this.#commit([job]);
      return;
    }
    const told = storageError(error);
    for (const job of jobs) job.reject(told);
  }

  #transaction(jobs: readonly Job[]): Outcome[] {
    try {
      // Left open by a rollback that failed: what is in it was never acknowledged.
      if (this.#database.isTransaction) this.#database.exec("rollback");
      this.#begin.run();
      const outcomes = jobs.map(outcomeOf);
      for (const participant of this.#participants) participant.beforeCommit();
      this.#end.run();
      for (const participant of this.#participants) participant.afterCommit();
      return outcomes;
    } catch (error) {
      this.#rollBack();
      throw error;
    }
  }

  /** A disk that fails may fail this too: what was decided in memory is forgotten all the same. */
  #rollBack(): void {
    try {
      if (this.#database.isTransaction) this.#database.exec("rollback");
    } finally {
      for (const participant of this.#participants) participant.afterRollback();
    }
  }
}

function outcomeOf({ work }: Job): Outcome {
  try {
    return { value: work() };
  } catch (error) {
    if (isStorageFailure(error)) throw error;
    return { error };
  }
}

function settle(job: Job, outcome: Outcome | undefined): void {
  if (outcome && "value" in outcome) job.resolve(outcome.value);
  else job.reject(outcome?.error);
}
