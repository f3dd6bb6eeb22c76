import type { HandTurnedClock } from "./hand-turned-clock.ts";

/** Times for tests that turn the clock far: no socket is given up for not answering a ping in between. */
export const PATIENT = { pingMs: 1e9 };

/** Turns the clock in steps of a second; between them sockets really speak. */
export async function pass(clock: HandTurnedClock, ms: number): Promise<void> {
  for (let left = ms; left > 0; left -= 1_000) {
    await clock.turn(Math.min(left, 1_000));
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}
