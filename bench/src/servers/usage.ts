import { setTimeout as sleep } from "node:timers/promises";

/** What this process uses; part of every server's methods. */
export const usage = {
  /** Bytes of the process's memory that are in RAM, after the garbage was collected and free pages were given back. */
  async memory(): Promise<number> {
    for (let round = 0; round < 4; round += 1) {
      globalThis.gc?.({ type: "major", execution: "sync", flavor: "last-resort" });
      await sleep(100);
    }
    return process.memoryUsage().rss;
  },
  /** Microseconds of processor time since the process began, in all its threads. */
  cpu(): number {
    const { user, system } = process.cpuUsage();
    return user + system;
  },
};

export type Usage = typeof usage;
