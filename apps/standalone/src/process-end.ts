import type { Logger } from "@ringline/server";
import type { Running } from "./start.ts";

/** What the process answers to whoever started it. */
export const EXIT = {
  /** Something was left when the time for an orderly end ran out, or it was told twice to end. */
  cut: 1,
  badSettings: 2,
  /** The database, a connector or a port was not to be had. */
  failed: 3,
  /** The database was written by another version. */
  otherSchema: 4,
} as const;

const MOST_MS = 30_000;

/** The first signal lets everybody come back elsewhere and finishes what is under way; the second ends at once. */
export function endOnSignals(running: Running, logger: Logger): void {
  let isEnding = false;
  const end = (signal: NodeJS.Signals) => {
    if (isEnding) process.exit(EXIT.cut);
    isEnding = true;
    logger.info({ signal }, "ending");
    // Nothing that is stuck may hold the process longer.
    setTimeout(() => process.exit(EXIT.cut), MOST_MS).unref();
    running.close().then(
      () => process.exit(0),
      (error: unknown) => {
        logger.error({ err: error }, "could not end in order");
        process.exit(EXIT.cut);
      },
    );
  };
  process.on("SIGTERM", end);
  process.on("SIGINT", end);
}
