import type { Worker } from "../workers/worker.ts";
import type { CallingPairs } from "./calling-pairs.ts";
import type { Target } from "./people.ts";

const ROUNDS = 15;
const ROUND_MS = 700;
const PAIRS = 50;

/**
 * A server at work has its code compiled; one that was just started would be measured as it starts. People come and go between
 * the rounds: what a process never saw makes it compile anew.
 */
export async function warmUp(clients: Worker<CallingPairs>, target: Target): Promise<void> {
  for (let round = 0; round < ROUNDS; round += 1) {
    await clients.call("meet", target, PAIRS);
    await clients.call("cycles", ROUND_MS);
  }
}
