import type { Logger } from "@ringline/server";
import type { Running } from "./start.ts";

/** What the process answers to whoever started it. */
export const EXIT = {
  /** Something was left when the time for an orderly end ran out, it was told twice to end, or there was a bug. */
  cut: 1,
  badSettings: 2,
  /** The database, a connector or a port was not to be had. */
  failed: 3,
  /** The database was written by another version. */
  otherSchema: 4,
} as const;

const MOST_MS = 30_000;

/**
 * The first signal lets everybody come back elsewhere and finishes what is under way; the second ends at once. What nobody
 * caught is a bug that may have left anything behind: it is logged, and the process ends in order too.
 */
export function endInOrder(running: Running, logger: Logger): void {
  let isEnding = false;
  const end = (status: number) => {
    if (isEnding) process.exit(EXIT.cut);
    isEnding = true;
    // Nothing that is stuck may hold the process longer.
    setTimeout(() => process.exit(EXIT.cut), MOST_MS).unref();
    running.close().then(
      () => process.exit(status),
      (error: unknown) => {
        logger.error({ err: error }, "could not end in order");
        process.exit(EXIT.cut);
      },
    );
  };
  const told = (signal: NodeJS.Signals) => {
    logger.info({ signal }, "ending");
    end(0);
  };
  process.on("SIGTERM", told);
  process.on("SIGINT", told);
  process.on("uncaughtException", (error) => {
    logger.error({ err: error }, "nobody caught this: ending");
    end(EXIT.cut);
  });
}
