import { type DestinationStream, pino } from "pino";

/** Where the server's log lines go. Fields first, then a short sentence; never tokens, SDP, bodies or secrets. */
export interface Logger {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export interface LoggerOptions {
  /** Default `info`. */
  level?: "debug" | "info" | "warn" | "error" | "silent";
  /** Default: standard output. */
  destination?: DestinationStream;
}

// JSON leaves these raw, but a terminal or a log viewer may act on them: C0 and C1 controls, line separators, directions.
const HARMFUL = /[\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

/** One JSON line with every character escaped that a reader of the log might obey (S91). */
function escapeLine(line: string): string {
  return line.replace(
    HARMFUL,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** JSON lines by pino, times in UTC. */
export function createLogger(options: LoggerOptions = {}): Logger {
  const settings = {
    level: options.level ?? "info",
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    hooks: { streamWrite: escapeLine },
  };
  return pino(settings, options.destination ?? standardOutput());
}

/** Lines wait this long for others: a write per line would cost more than the line. */
const FLUSH_MS = 100;

/** Written beside the work and not within it: a slow reader of the log does not hold up a call. Flushed at the end. */
function standardOutput(): DestinationStream {
  return pino.destination({ dest: 1, sync: false, minLength: 16_000, periodicFlush: FLUSH_MS });
}
