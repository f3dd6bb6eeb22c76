import { randomBytes } from "node:crypto";
import type { Clock } from "../clock.ts";
import { type Hints, noHints } from "../hints/hints.ts";
import { PostgresHints } from "../hints/postgres-hints.ts";
import { RedisHints } from "../hints/redis-hints.ts";
import { RATE_LIMITS, type RateLimits, SERVER_TIMES, type ServerTimes } from "../limits.ts";
import { Journal } from "../logs/journal.ts";
import { keptLogger } from "../logs/kept-logger.ts";
import { createLogger, type Logger } from "../logs/logger.ts";
import type { ServerOptions } from "../server-options.ts";
import { openStore } from "../store/open.ts";
import type { Store } from "../store/store.ts";
import { keepInStep, SystemClock } from "../system-clock.ts";
import { VERSION } from "../version.ts";

/** What all other parts stand on. */
export interface Ground {
  readonly store: Store;
  readonly clock: Clock;
  readonly hints: Hints;
  /** Keeps what it says about a call or a reference for administrators, too. */
  readonly logger: Logger;
  /** The log of the process alone. */
  readonly processLogger: Logger;
  readonly journal: Journal;
  readonly times: ServerTimes;
  readonly limits: RateLimits;
  /** Names this process in seats, devices and its lease; random, so that a restart is another one. */
  readonly node: string;
  /** No other process can use this database. */
  readonly isAlone: boolean;
  close(): Promise<void>;
}

/** @throws {Error} when the database cannot be opened */
export async function openGround(options: ServerOptions): Promise<Ground> {
  const node = randomBytes(9).toString("base64url");
  const given = options.logger ?? createLogger();
  const processLogger = given.child?.({ node, ver: VERSION }) ?? given;
  const systemClock = options.clock ? undefined : new SystemClock();
  const clock = options.clock ?? systemClock ?? new SystemClock();
  const store = await openStore({ database: options.database, clock });
  const journal = new Journal({ store: store.logs, clock, logger: processLogger });
  const logger = keptLogger(processLogger, journal, clock);
  const stopSteering = systemClock ? await keepInStep(systemClock, store) : () => {};
  const isAlone = options.database.startsWith("sqlite:");
  const hints = openHints(options, isAlone, logger);
  return {
    store,
    clock,
    hints,
    logger,
    processLogger,
    journal,
    times: { ...SERVER_TIMES, ...options.times },
    limits: { ...RATE_LIMITS, ...options.limits },
    node,
    isAlone,
    close: async () => {
      stopSteering();
      await hints.close();
      await journal.flush();
      await store.close();
    },
  };
}

function openHints({ database, redisUrl }: ServerOptions, isAlone: boolean, logger: Logger): Hints {
  if (isAlone) return noHints();
  return redisUrl ? new RedisHints(redisUrl, logger) : new PostgresHints(database, logger);
}
