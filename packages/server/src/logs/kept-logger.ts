import type { LogLevel } from "@ringline/protocol";
import type { Clock } from "../clock.ts";
import { cleanDetails, cleanLine } from "./clean-line.ts";
import type { Journal } from "./journal.ts";
import type { Logger } from "./logger.ts";

/** What makes a line one that is looked for later. */
interface Fields {
  callId?: unknown;
  reference?: unknown;
  person?: unknown;
  provider?: unknown;
  err?: unknown;
}

/** A logger that also keeps each line about a call or with a reference, from level info on: both ends are found by it (B10). */
export function keptLogger(logger: Logger, journal: Journal, clock: Clock): Logger {
  const keep = (level: LogLevel, fields: Fields, message: string): void => {
    const { callId, reference, person, provider, err, ...rest } = fields;
    if (typeof callId !== "string" && typeof reference !== "string") return;
    const details = cleanDetails({ ...rest, ...(err !== undefined && { error: nameOf(err) }) });
    journal.add({
      at: Math.round(clock.now()),
      source: "server",
      level,
      message: cleanLine(message),
      ...(typeof callId === "string" && { call: callId }),
      ...(typeof reference === "string" && { reference }),
      ...(typeof person === "string" && { person }),
      ...(typeof provider === "string" && { provider }),
      ...(details !== undefined && { details }),
    });
  };
  const both =
    (level: "info" | "warn" | "error") =>
    (fields: object, message: string): void => {
      logger[level](fields, message);
      keep(level, fields, message);
    };
  return {
    debug: (fields, message) => logger.debug(fields, message),
    info: both("info"),
    warn: both("warn"),
    error: both("error"),
  };
}

/** Of an error, what it says; its stack stays in the log of the process. */
function nameOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
