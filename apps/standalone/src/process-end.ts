import { randomBytes } from "node:crypto";
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

/** Beyond the delay before it begins. */
const MOST_MS = 30_000;

/** Also the terminal's end: nothing here is read again or reopened by it. */
const ENDINGS = ["SIGTERM", "SIGINT", "SIGHUP"] as const;

/** Unheard, this signal would open Node's inspector, which obeys whoever reaches its port. To be called before anything else. */
export function refuseInspector(): void {
  process.on("SIGUSR1", () => undefined);
}

/**
 * The first signal lets everybody come back elsewhere and finishes what is under way; the second ends at once. What was thrown
 * and nobody caught is a bug that may have left anything behind: it is logged, and the process ends in order too. `delayMs`: for
 * how long the server serves on once it is told.
 *
 * A rejected promise that nobody waited for is logged, and the process goes on. It has run to its own end like every other one
 * that failed, has cut nothing else short, and what is stored is written in whole steps. Most are a connector's forgotten
 * `await`, and one connector must not end the calls of all the others.
 */
export function endInOrder(running: Running, logger: Logger, delayMs: number): void {
  let isEnding = false;
  const end = (status: number) => {
    if (isEnding) process.exit(EXIT.cut);
    isEnding = true;
    // Nothing that is stuck may hold the process longer.
    setTimeout(() => process.exit(EXIT.cut), MOST_MS + delayMs).unref();
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
  for (const signal of ENDINGS) process.on(signal, told);
  process.on("unhandledRejection", (error) => {
    const reference = randomBytes(6).toString("base64url");
    logger.error({ err: error, reference }, "nobody waited for this, and it failed");
  });
  process.on("uncaughtException", (error) => {
    logger.error({ err: error }, "nobody caught this: ending");
    end(EXIT.cut);
  });
}
