import {
  CallError,
  type CallId,
  type Input,
  type LogEntry,
  type PersonId,
  type Result,
} from "@ringline/protocol";
import type { Millis } from "../calls/call-record.ts";
import type { Clock } from "../clock.ts";
import type { NewLogLine } from "../store/store.ts";
import { TokenBuckets } from "../token-bucket.ts";
import { cleanDetails, cleanLine } from "./clean-line.ts";
import type { Journal } from "./journal.ts";
import type { LogSwitch } from "./log-switch.ts";
import type { Logger } from "./logger.ts";

/** A page that was asleep wrote its line long ago; one whose clock is wrong must not write into another day. */
const OLDEST_MS = 60 * 60_000;
const EVERYBODY = "";
/** Messages of one person's pages, each of which sends one a second at most; many may begin at once. */
const BATCHES_PER_SECOND = 3;
const BATCH_BURST = 30;

export interface ClientLogOptions {
  switch: LogSwitch;
  journal: Journal;
  clock: Clock;
  /** Of this process: each line is one of its own, too. */
  logger: Logger;
  /** Hears each line that is kept. */
  onLine?(line: NewLogLine): void;
  limits: { logLinesPerMinute: number; logBurst: number; logLinesPerSecondOfAll: number };
}

/** Who writes, as the connection says. */
export interface Writer {
  person: PersonId;
  /** Which call an entry that names one may be about. */
  callOf(named: CallId | undefined): CallId | undefined;
}

/** Takes the lines of pages: those that are wanted, as many as one person and all together may write. (S91 to S96) */
export class ClientLog {
  readonly #perPerson: TokenBuckets;
  readonly #ofAll: TokenBuckets;
  readonly #batches = new TokenBuckets(BATCHES_PER_SECOND, BATCH_BURST);
  readonly #options: ClientLogOptions;

  constructor(options: ClientLogOptions) {
    const { logLinesPerMinute, logBurst, logLinesPerSecondOfAll } = options.limits;
    this.#options = options;
    this.#perPerson = new TokenBuckets(logLinesPerMinute / 60, logBurst);
    this.#ofAll = new TokenBuckets(logLinesPerSecondOfAll, logLinesPerSecondOfAll * 2);
  }

  /** @throws {CallError} rate-limited when this person's pages send too many messages, whatever is in them */
  take(input: Input<"logs.write">, writer: Writer): Result<"logs.write"> {
    const { clock } = this.#options;
    const now = clock.now();
    const restMs = this.#batches.take(writer.person, now);
    if (restMs > 0) throw new CallError("rate-limited", { retryAfterMs: restMs });
    const wanted = input.entries.filter((entry) => this.#isWanted(entry));
    const { kept, retryAfterMs } = this.#room(wanted.length, writer.person, now);
    // Where not all have room it is the oldest that go: the newest tell what came of it.
    for (const entry of wanted.slice(wanted.length - kept))
      this.#keep(lineOf(entry, { now, sentAt: Date.parse(input.sentAt), writer }));
    const lost = (input.dropped ?? 0) + wanted.length - kept;
    if (lost > 0) this.#tellLoss(lost, input, { now, writer });
    return {
      kept,
      wanted: this.#options.switch.names(),
      ...(retryAfterMs > 0 && { retryAfterMs }),
    };
  }

  tidy(now: Millis): void {
    this.#perPerson.tidy(now);
    this.#batches.tidy(now);
  }

  /** An error that a person was shown is taken with the log off too: its reference must find something (X15). */
  #isWanted({ provider, level, reference }: LogEntry): boolean {
    return this.#options.switch.isOn(provider) || (level === "error" && reference !== undefined);
  }

  /** How many of so many lines are taken now, and when there is room for another if that is not all. */
  #room(count: number, person: PersonId, now: Millis): { kept: number; retryAfterMs: number } {
    for (let kept = 0; kept < count; kept += 1) {
      const retryAfterMs = this.#wait(person, now);
      if (retryAfterMs > 0) return { kept, retryAfterMs };
    }
    return { kept: count, retryAfterMs: 0 };
  }

  #wait(person: PersonId, now: Millis): number {
    return this.#perPerson.take(person, now) || this.#ofAll.take(EVERYBODY, now);
  }

  #keep(line: NewLogLine): void {
    const { journal, logger, onLine } = this.#options;
    const { level, message, n: _, source: __, at, call, ...rest } = line;
    const fields = { ...rest, callId: call, at: new Date(at).toISOString(), text: message };
    logger[level](fields, "client log");
    journal.add(line);
    onLine?.(line);
  }

  /** One line for however many, and only where lines are kept at all. */
  #tellLoss(lost: number, { entries }: Input<"logs.write">, { now, writer }: Around): void {
    if (this.#ofAll.take(EVERYBODY, now) > 0) return;
    const call = writer.callOf(entries.find((entry) => entry.call !== undefined)?.call);
    const page = entries[0]?.page;
    this.#options.journal.add({
      at: Math.round(now),
      source: "page",
      level: "warn",
      message: `${lost} lines of this page were lost`,
      person: writer.person,
      ...(page !== undefined && { page }),
      ...(call !== undefined && { call }),
    });
  }
}

interface Around {
  now: Millis;
  writer: Writer;
}

function lineOf(entry: LogEntry, { now, sentAt, writer }: Around & { sentAt: Millis }): NewLogLine {
  const { n, level, page, provider, prefix, reference } = entry;
  const written = Date.parse(entry.at);
  const age = Math.min(Math.max(sentAt - written, 0), OLDEST_MS);
  const call = writer.callOf(entry.call);
  const details = cleanDetails(entry.details);
  return {
    at: Math.round(now - age),
    source: "page",
    level,
    message: cleanLine(entry.message) || "(no text)",
    clientAt: new Date(written).toISOString(),
    n,
    page,
    person: writer.person,
    ...(provider !== undefined && { provider }),
    ...(prefix !== undefined && { prefix: cleanLine(prefix) }),
    ...(isOwn(reference, writer) && { reference }),
    ...(call !== undefined && { call }),
    ...(details !== undefined && { details }),
  };
}

const OWN_REFERENCE_LENGTH = 8;

/** A reference that names a person names the one who writes: nobody leaves an entry under another's name. */
function isOwn(reference: string | undefined, { person }: Writer): reference is string {
  if (reference === undefined) return false;
  return reference.length === OWN_REFERENCE_LENGTH || reference.startsWith(`${person}-`);
}
