import {
  CallError,
  type CallId,
  type Input,
  type LogLine,
  type PersonId,
  type Result,
  type TracedCall,
} from "@ringline/protocol";
import { peopleIn } from "../../calls/call-record.ts";
import { cursorOf, type Place, placeOf } from "../../history/cursor.ts";
import { LOG_LEVELS } from "../../store/log-lines.ts";
import type { StoredLogLine } from "../../store/store.ts";
import type { Parts } from "../parts.ts";
import { tracedCall } from "./traced-call.ts";

/** Around an entry or a call, lines of its people that are about no call belong to it. */
const AROUND_MS = 30_000;
/** Where only some lines are asked for, so many are read at once, and so often for one page. */
const READ_AT_ONCE = 1_000;
const MOST_READS = 100;

type Asked = Omit<Input<"logs.find">, "limit"> & { limit: number };
type Page = Pick<Result<"logs.find">, "lines" | "next">;

/**
 * One page of the lines that are asked for, or of a call's time line.
 * @throws {CallError} not-found when nothing has that reference, or nothing is kept of that call
 */
export function logPage(asked: Asked, parts: Parts): Promise<Result<"logs.find">> {
  return asked.reference === undefined && asked.call === undefined
    ? listed(asked, parts)
    : timeLine(asked, parts);
}

async function listed(asked: Asked, { store }: Parts): Promise<Result<"logs.find">> {
  const { person, level, text, since, until, before, limit } = asked;
  const found = await store.logs.find({
    limit: limit + 1,
    ...(person !== undefined && { person }),
    ...(level !== undefined && { level: LOG_LEVELS.indexOf(level) + 1 }),
    ...(text !== undefined && { text }),
    ...(since !== undefined && { since: Date.parse(since) }),
    ...(until !== undefined && { until: Date.parse(until) }),
    ...(before !== undefined && { after: placeOf(before) }),
  });
  return pageOf(found, limit);
}

async function timeLine(asked: Asked, parts: Parts): Promise<Result<"logs.find">> {
  const entry = await entryOf(asked.reference, parts);
  const id = asked.call ?? entry?.call ?? (await callOf(asked.reference, parts));
  const call = id === undefined ? undefined : await tracedCall(id, parts);
  if (entry === undefined && call === undefined) throw new CallError("not-found");
  const scope = { ...(id !== undefined && { call: id }), ...(await scopeOf(call, entry, parts)) };
  return {
    ...(await fitting(asked, (more) => parts.store.logs.timeLine({ ...scope, ...more }))),
    ...(entry !== undefined && { entry }),
    ...(call !== undefined && { call }),
  };
}

/** Where a page wrote the reference and the server too, what the page saw is what was shown. */
async function entryOf(reference: string | undefined, { store }: Parts) {
  if (reference === undefined) return undefined;
  const found = await store.logs.find({ reference, limit: 10 });
  const lines = found.map(({ line }) => line);
  return lines.find(({ call }) => call !== undefined) ?? lines[0];
}

/** A page that could write nothing shows the beginning of the call's id. */
async function callOf(
  reference: string | undefined,
  { store }: Parts,
): Promise<CallId | undefined> {
  if (reference === undefined) return undefined;
  const calls = await store.logs.callsLike(reference);
  return calls.length === 1 ? calls[0] : undefined;
}

async function scopeOf(call: TracedCall | undefined, entry: LogLine | undefined, parts: Parts) {
  const at = entry === undefined ? undefined : Date.parse(entry.at);
  const begun = call?.createdAt === undefined ? at : Date.parse(call.createdAt);
  const over = call?.endedAt === undefined ? undefined : Date.parse(call.endedAt);
  const since = Math.min(begun ?? 0, at ?? Number.POSITIVE_INFINITY) - AROUND_MS;
  const until = Math.max(over ?? parts.clock.now(), at ?? 0) + AROUND_MS;
  const people = new Set<PersonId>(entry?.person === undefined ? [] : [entry.person]);
  for (const person of await peopleOfCall(call, parts)) people.add(person);
  // Of a call of which nobody knows when it was, only its own lines.
  if (begun === undefined) return { people: [], since: 0, until: 0 };
  const isAlone = call === undefined && at !== undefined;
  return { people: [...people], since, until: isAlone ? at + AROUND_MS : until };
}

async function peopleOfCall(
  call: TracedCall | undefined,
  { store, known }: Parts,
): Promise<PersonId[]> {
  if (call === undefined) return [];
  const record = known.get(call.id) ?? (await store.calls.get(call.id));
  if (record !== undefined) return peopleIn(record);
  return store.logs.writersOf(call.id);
}

/** The other things that were asked about, within a time line. */
function fits({ level, message, person }: LogLine, asked: Asked): boolean {
  const isGrave =
    asked.level === undefined || LOG_LEVELS.indexOf(level) >= LOG_LEVELS.indexOf(asked.level);
  const isOf = asked.person === undefined || person === asked.person;
  const says = message.toLowerCase().includes(asked.text?.toLowerCase() ?? "");
  return isGrave && isOf && says;
}

function isPicky({ level, text, person }: Asked): boolean {
  return level !== undefined || text !== undefined || person !== undefined;
}

/** A full page of the lines that fit, however many others lie between them. */
async function fitting(
  asked: Asked,
  read: (more: { after?: Place; limit: number }) => Promise<readonly StoredLogLine[]>,
): Promise<Page> {
  const atOnce = isPicky(asked) ? Math.max(READ_AT_ONCE, asked.limit + 1) : asked.limit + 1;
  const found: StoredLogLine[] = [];
  let after = asked.before === undefined ? undefined : placeOf(asked.before);
  for (let reads = 0; reads < MOST_READS && found.length <= asked.limit; reads += 1) {
    const rows = await read({ limit: atOnce, ...(after && { after }) });
    found.push(...rows.filter(({ line }) => fits(line, asked)));
    const last = rows.at(-1);
    if (rows.length < atOnce || !last) return pageOf(found, asked.limit);
    after = { at: last.at, seq: last.seq };
  }
  const page = pageOf(found, asked.limit);
  return page.next === undefined && after ? { ...page, next: cursorOf(after) } : page;
}

function pageOf(found: readonly StoredLogLine[], limit: number): Page {
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  const lines = rows.map(({ line }) => line);
  return { lines, ...(found.length > limit && last && { next: cursorOf(last) }) };
}
