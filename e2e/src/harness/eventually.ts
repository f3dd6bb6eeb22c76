import { setTimeout as sleep } from "node:timers/promises";

export interface Patience {
  /** Default 10,000 ms. */
  withinMs?: number;
  everyMs?: number;
}

/** Asks again until the answer is truthy, and returns it. @throws with `what` and the last answer or failure */
export async function eventually<Answer>(
  what: string,
  ask: () => Promise<Answer> | Answer,
  { withinMs = 10_000, everyMs = 50 }: Patience = {},
): Promise<NonNullable<Answer>> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    const last = await attempt(ask);
    if (last.answer) return last.answer;
    if (performance.now() > deadline) {
      throw new Error(`not within ${withinMs} ms: ${what}; last: ${JSON.stringify(last)}`, {
        cause: last.failure,
      });
    }
    await sleep(everyMs);
  }
}

async function attempt<Answer>(
  ask: () => Promise<Answer> | Answer,
): Promise<{ answer?: Answer; failure?: unknown }> {
  try {
    return { answer: await ask() };
  } catch (failure) {
    return { failure };
  }
}
