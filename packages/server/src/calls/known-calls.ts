import type { CallId, PersonId } from "@ringline/protocol";
import { type CallRecord, type Millis, peopleIn } from "./call-record.ts";

/** Hears of a call that is newer than what this process knew. */
export type CallListener = (call: CallRecord, previous: CallRecord | undefined) => void;

/**
 * The calls as this process last read them: what its sockets are told and pinged from, never what anything is decided by.
 * A record comes in after each change made here, each hint, and each look at the rows that changed.
 */
export class KnownCalls {
  readonly #live = new Map<CallId, CallRecord>();
  readonly #ended = new Map<CallId, { revision: number; until: Millis }>();
  readonly #byPerson = new Map<PersonId, Set<CallId>>();
  readonly #listeners = new Set<CallListener>();
  readonly #endedKeptMs: number;

  constructor(endedKeptMs: number) {
    this.#endedKeptMs = endedKeptMs;
  }

  /** Takes a record in and tells the listeners, in order of `onNews`, unless it is known or stale. */
  note(call: CallRecord): void {
    const previous = this.#live.get(call.id);
    const known = previous?.revision ?? this.#ended.get(call.id)?.revision ?? 0;
    if (call.revision <= known) return;
    if (call.phase === "ended") this.#end(call.id, call.revision, call.endedAt);
    else this.#keep(call);
    for (const listener of this.#listeners) listener(call, previous);
  }

  get(call: CallId): CallRecord | undefined {
    return this.#live.get(call);
  }

  /** Live calls in which this person has a part. */
  of(person: PersonId): CallRecord[] {
    const calls: CallRecord[] = [];
    for (const id of this.#byPerson.get(person) ?? []) {
      const call = this.#live.get(id);
      if (call) calls.push(call);
    }
    return calls;
  }

  hasAny(person: PersonId): boolean {
    return this.#byPerson.has(person);
  }

  live(): Iterable<CallRecord> {
    return this.#live.values();
  }

  /** Whether the call is live, or ended so lately that an old row of it may still come by. */
  remembers(call: CallId): boolean {
    return this.#live.has(call) || this.#ended.has(call);
  }

  onNews(listener: CallListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Forgets ended calls whose time is over. */
  tidy(now: Millis): void {
    for (const [id, { until }] of this.#ended) if (until <= now) this.#ended.delete(id);
  }

  #keep(call: CallRecord): void {
    this.#live.set(call.id, call);
    for (const person of peopleIn(call)) {
      const calls = this.#byPerson.get(person);
      if (calls) calls.add(call.id);
      else this.#byPerson.set(person, new Set([call.id]));
    }
  }

  #end(id: CallId, revision: number, endedAt: Millis): void {
    const call = this.#live.get(id);
    this.#live.delete(id);
    this.#ended.set(id, { revision, until: endedAt + this.#endedKeptMs });
    for (const person of call ? peopleIn(call) : []) {
      const calls = this.#byPerson.get(person);
      calls?.delete(id);
      if (calls?.size === 0) this.#byPerson.delete(person);
    }
  }
}
