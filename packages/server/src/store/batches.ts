import { setImmediate } from "node:timers/promises";

/**
 * Rows of one statement where many are deleted: a database bounds how long a statement may take, and on SQLite everything else
 * waits for it.
 */
export const BATCH_ROWS = 500;

/** Deletes again and again until less than a batch was left, with turns of the event loop between. Answers how many. */
export async function inBatches(deleteSome: () => Promise<number>): Promise<number> {
  let all = 0;
  for (;;) {
    const count = await deleteSome();
    all += count;
    if (count < BATCH_ROWS) return all;
    await setImmediate();
  }
}

/** One after the other; one that fails keeps no other one from being done. @throws what failed first */
export async function eachByItself(steps: readonly (() => Promise<unknown>)[]): Promise<void> {
  const errors: unknown[] = [];
  for (const step of steps) await step().catch((error: unknown) => errors.push(error));
  if (errors.length > 0) throw errors[0];
}
