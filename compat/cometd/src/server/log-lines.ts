import type { LogEntry, LogLevel } from "@ringline/protocol";
import { clientError } from "./exo-fault.ts";

const MOST_WORD = 32;
const MOST_NAME = 255;
/** What the journal takes of a line; the older server cut at about as much. */
const MOST_PREFIX = 64;
const LEVELS: readonly string[] = ["debug", "info", "warn", "error"] satisfies LogLevel[];

/**
 * A line of the older API's remote log as an entry of ours. A provider's name that is none of ours stays in the prefix.
 * @throws {ExoError} CLIENT_ERROR for what the older server did not take
 */
export function logEntry(body: unknown, { n, page }: { n: number; page: string }): LogEntry {
  const { data, level, timestamp, provider, prefix } = fieldsOf(body, "data");
  const { message } = fieldsOf(data, "data");
  for (const [key, name] of Object.entries({ provider, prefix }))
    if (name !== undefined && name !== null && !isText(name, MOST_NAME)) throw wrong(key);
  return {
    n,
    page,
    at: timeOf(timestamp),
    level: levelOf(level),
    message: typeof message === "string" && message !== "" ? message : "<no data>",
    ...(isProvider(provider) && { provider }),
    ...(isText(prefix, MOST_NAME) && { prefix: prefix.slice(0, MOST_PREFIX) }),
  };
}

function wrong(field: string) {
  return clientError(`Wrong request parameters: ${field}`);
}

function fieldsOf(value: unknown, name: string): Record<string, unknown> {
  if (typeof value !== "object" || value === null) throw wrong(name);
  return value as Record<string, unknown>;
}

function levelOf(level: unknown): LogLevel {
  if (!isText(level, MOST_WORD)) throw wrong("level");
  const name = level.toLowerCase();
  if (!LEVELS.includes(name)) throw wrong("level not recognized");
  return name as LogLevel;
}

/** An ISO time, or milliseconds since 1970. @throws {ExoError} */
function timeOf(timestamp: unknown): string {
  if (!isText(timestamp, MOST_WORD)) throw wrong("timestamp");
  const time = new Date(/^\d+$/.test(timestamp) ? Number(timestamp) : timestamp);
  if (Number.isNaN(time.getTime())) throw wrong("timestamp");
  return time.toISOString();
}

function isText(value: unknown, most: number): value is string {
  return typeof value === "string" && value.length > 0 && value.length <= most;
}

function isProvider(value: unknown): value is string {
  return typeof value === "string" && /^[a-z][a-z0-9_-]{0,63}$/.test(value);
}
