import { setImmediate } from "node:timers/promises";
import type { CallId, LogLevel, LogLine, PersonId } from "@ringline/protocol";
import { type Kysely, type Selectable, type SelectQueryBuilder, sql } from "kysely";
import type { Millis } from "../calls/call-record.ts";
import { BATCH_ROWS, inBatches } from "./batches.ts";
import type { CallLines, LogFilter, LogStore, NewLogLine, StoredLogLine } from "./store.ts";
import type { LogLinesTable, Tables } from "./tables.ts";

/** In this order, from 1. */
export const LOG_LEVELS: readonly LogLevel[] = ["debug", "info", "warn", "error"];

/** Rows of one statement: databases bound how many values it may have. */
const ROWS_AT_ONCE = 500;
/** Lines that one statement searches for a text, and slices that a search looks at: the newest 200,000 lines. */
const SLICE_LINES = 2_000;
const MOST_SLICES = 100;
/** Sorts after every character that a call's id has. */
const LAST = "~";

/** Where a line stands among all. */
type Place = Pick<StoredLogLine, "at" | "seq">;

/** Log lines, on either database. */
export class LogLines implements LogStore {
  readonly #database: Kysely<Tables>;

  constructor(database: Kysely<Tables>) {
    this.#database = database;
  }

  async append(lines: readonly NewLogLine[]): Promise<void> {
    for (let from = 0; from < lines.length; from += ROWS_AT_ONCE)
      await this.#database
        .insertInto("log_lines")
        .values(lines.slice(from, from + ROWS_AT_ONCE).map(rowOf))
        .onConflict((conflict) => conflict.doNothing())
        .execute();
  }

  /** With a text, slice by slice of the lines that fit otherwise: no index finds it, and nobody else shall wait meanwhile. */
  async find(filter: LogFilter): Promise<StoredLogLine[]> {
    const { text, ...others } = filter;
    if (text === undefined) return this.#newest(filter);
    const found: StoredLogLine[] = [];
    let { after } = filter;
    for (let slices = 0; slices < MOST_SLICES; slices += 1) {
      const slice = { ...others, ...(after && { after }), limit: 1 };
      const [last] = await this.#newest(slice, { skip: SLICE_LINES - 1 });
      const limit = filter.limit - found.length;
      found.push(
        ...(await this.#newest({ ...slice, text, limit }, { ...(last && { downTo: last }) })),
      );
      if (last === undefined || found.length === filter.limit) break;
      after = last;
      await setImmediate();
    }
    return found;
  }

  async #newest(
    filter: LogFilter,
    { skip = 0, downTo }: { skip?: number; downTo?: Place } = {},
  ): Promise<StoredLogLine[]> {
    const { after, limit } = filter;
    let query = this.#matching(filter);
    if (after !== undefined)
      query = query.where(({ eb, refTuple, tuple }) =>
        eb(refTuple("at", "seq"), "<", tuple(after.at, after.seq)),
      );
    if (downTo !== undefined)
      query = query.where(({ eb, refTuple, tuple }) =>
        eb(refTuple("at", "seq"), ">=", tuple(downTo.at, downTo.seq)),
      );
    const ordered = query.orderBy("at", "desc").orderBy("seq", "desc").limit(limit).offset(skip);
    return (await ordered.execute()).map(storedLine);
  }

  async timeLine({
    call,
    people,
    since,
    until,
    after,
    limit,
  }: CallLines): Promise<StoredLogLine[]> {
    let query = this.#database
      .selectFrom("log_lines")
      .selectAll()
      .where(({ eb, and, or }) => {
        const beside = and([
          eb("person", "in", people.length > 0 ? [...people] : [""]),
          eb("call_id", "is", null),
          eb("at", ">=", since),
          eb("at", "<", until),
        ]);
        return call === undefined ? beside : or([eb("call_id", "=", call), beside]);
      });
    if (after !== undefined)
      query = query.where(({ eb, refTuple, tuple }) =>
        eb(refTuple("at", "seq"), ">", tuple(after.at, after.seq)),
      );
    const rows = await query.orderBy("at").orderBy("seq").limit(limit).execute();
    return rows.map(storedLine);
  }

  async callsLike(start: string): Promise<CallId[]> {
    const rows = await this.#database
      .selectFrom("log_lines")
      .select("call_id")
      .distinct()
      .where("call_id", ">=", start)
      .where("call_id", "<", `${start}${LAST}`)
      .limit(2)
      .execute();
    return rows.flatMap(({ call_id }) => call_id ?? []);
  }

  async writersOf(call: CallId): Promise<PersonId[]> {
    const rows = await this.#database
      .selectFrom("log_lines")
      .select("person")
      .distinct()
      .where("call_id", "=", call)
      .where("person", "is not", null)
      .execute();
    return rows.flatMap(({ person }) => person ?? []);
  }

  async tidy(before: Millis, most: number): Promise<void> {
    const lines = () => this.#database.selectFrom("log_lines").select("seq");
    const newest = this.#database
      .selectFrom("log_lines")
      .select(({ fn }) => sql<number>`${fn.max("seq")} - ${most}`.as("seq"));
    await this.#delete(() => lines().where("at", "<", before));
    await this.#delete(() => lines().where("seq", "<=", newest));
  }

  async #delete(which: () => SelectQueryBuilder<Tables, "log_lines", { seq: number }>) {
    await inBatches(async () => {
      const gone = this.#database
        .deleteFrom("log_lines")
        .where("seq", "in", which().limit(BATCH_ROWS));
      return (await gone.returning("seq").execute()).length;
    });
  }

  #matching({ reference, call, person, level, text, since, until }: LogFilter) {
    let query = this.#database.selectFrom("log_lines").selectAll();
    if (reference !== undefined) query = query.where("reference", "=", reference);
    if (call !== undefined) query = query.where("call_id", "=", call);
    if (person !== undefined) query = query.where("person", "=", person);
    if (level !== undefined) query = query.where("level", ">=", level);
    if (since !== undefined) query = query.where("at", ">=", since);
    if (until !== undefined) query = query.where("at", "<", until);
    if (text !== undefined)
      query = query.where(
        sql<boolean>`lower(message) like ${`%${literal(text.toLowerCase())}%`} escape '!'`,
      );
    return query;
  }
}

/** What `like` reads as a pattern is meant as text. */
function literal(text: string): string {
  return text.replace(/[!%_]/g, "!$&");
}

/** As the database keeps it. */
export function rowOf(line: NewLogLine): Omit<Selectable<LogLinesTable>, "seq"> {
  const { at, level, n, person, page, call, reference, message, ...rest } = line;
  return {
    at,
    level: LOG_LEVELS.indexOf(level) + 1,
    person: person ?? null,
    page: page ?? null,
    n: n ?? null,
    call_id: call ?? null,
    reference: reference ?? null,
    message,
    entry: JSON.stringify(rest),
  };
}

function storedLine(row: Selectable<LogLinesTable>): StoredLogLine {
  const { person, page, reference, call_id: call } = row;
  const rest = JSON.parse(row.entry) as Pick<LogLine, "source">;
  const line: LogLine = {
    at: new Date(row.at).toISOString(),
    ...rest,
    level: LOG_LEVELS[row.level - 1] ?? "info",
    message: row.message,
    ...(reference !== null && { reference }),
    ...(call !== null && { call }),
    ...(person !== null && { person }),
    ...(page !== null && { page }),
  };
  return { seq: Number(row.seq), at: row.at, line };
}
