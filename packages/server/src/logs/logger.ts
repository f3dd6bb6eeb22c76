import { type DestinationStream, pino } from "pino";
import { LogStream } from "./log-stream.ts";
import { errorWithoutSecrets } from "./secrets.ts";

/** Where the server's log lines go. Fields first, then a short sentence; never tokens, SDP, bodies or secrets. */
export interface Logger {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
  /** One whose lines all have these fields, too. Default: the server's lines are without them. */
  child?(fields: object): Logger;
  /** Lines that could not be written so far. */
  readonly lost?: number;
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

/** What others threw may quote what it was given: the address of a request with its key, a header, a description. */
function shownError(error: unknown): unknown {
  const shown: unknown = error instanceof Error ? pino.stdSerializers.err(error) : error;
  return errorWithoutSecrets(shown);
}

/**
 * JSON lines by pino, times in UTC. On standard output a reader that stops and a disk that is full cost lines, which are counted,
 * and never hold up or end the process.
 */
export function createLogger(options: LoggerOptions = {}): Logger {
  const settings = {
    level: options.level ?? "info",
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    // Lines without an error have nothing of others in them, and pay for no mask (S95).
    serializers: { err: shownError, cause: shownError },
    hooks: { streamWrite: escapeLine },
  };
  const destination = options.destination ?? standardOutput();
  const logger = pino(settings, destination) as unknown as Logger;
  // Children inherit it.
  Object.defineProperty(logger, "lost", {
    get: () => (destination instanceof LogStream ? destination.lost : 0),
  });
  return logger;
}

let output: LogStream | undefined;

/** Of the process, however many loggers it has. */
function standardOutput(): LogStream {
  output ??= new LogStream(1);
  return output;
}
