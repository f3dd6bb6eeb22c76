import type { LogLine, Result } from "@ringline/protocol";
import { ServerDoor } from "../server-door.ts";
import type { Settings } from "../settings/settings.ts";

type Found = Result<"logs.find">;

const CALL_ID = /^[\w-]{22}$/;
const PAGE = 100;
const MOST_PAGES = 100;

/** Asks the running server for the whole time line of a call, by its id or a reference. @throws {Error} in words */
export async function askForTrace(
  what: string,
  settings: Settings,
): Promise<{ found: Found; lines: LogLine[] }> {
  const door = await ServerDoor.open(settings, {
    name: "trace",
    keyIn: "TRACE_KEY",
    scope: "read",
  });
  const key = CALL_ID.test(what) ? "call" : "reference";
  const query = new URLSearchParams({ [key]: what, limit: String(PAGE) });
  const ask = () => door.ask<Found>("GET", `/v1/logs?${query}`);
  const found = await ask();
  const lines = [...found.lines];
  let { next } = found;
  for (let pages = 1; next !== undefined && pages < MOST_PAGES; pages += 1) {
    query.set("before", next);
    const more = await ask();
    lines.push(...more.lines);
    next = more.next;
  }
  return { found, lines };
}
