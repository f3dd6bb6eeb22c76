import { offer } from "../workers/methods.ts";
import { runStep, STEPS } from "./bare-calls.ts";

/** The reference for durable commands: one transaction of SQLite per command in a loop, nothing around it. */
const methods = {
  /** Cycles per second, over this many milliseconds. */
  cycles(forMs: number): number {
    const begin = performance.now();
    let done = 0;
    for (; performance.now() - begin < forMs; done += 1)
      for (let step = 0; step < STEPS; step += 1) runStep(`${begin}-${done}`, step);
    return (done * 1000) / (performance.now() - begin);
  },
};
export type BareStore = typeof methods;
offer(methods);
