import type { CallId, PersonId } from "@ringline/protocol";
import { type CallRecord, type Millis, peopleIn } from "../../calls/call-record.ts";
import { liveTargetOf, seatHashesOf } from "../call-row.ts";

const NO_LINKS = { people: [], seatHashes: [] };
/** Ended calls that are kept beside the live ones: what is asked for just after an end does not wait for the disk. */
const ENDED_KEPT = 1_000;

interface Entry {
  record: CallRecord;
  writtenAt: Millis;
  people: readonly PersonId[];
  seatHashes: readonly string[];
}

/**
 * The live calls of the one process that has this database, and the last ended ones, found by what they are asked for.
 * It holds what is committed, or what the transaction that runs now will commit.
 */
export class CallMemory {
  readonly #live = new Map<CallId, Entry>();
  readonly #ended = new Map<CallId, Entry>();
  readonly #byPerson = new Map<PersonId, Set<CallId>>();
  readonly #bySeat = new Map<string, CallId>();
  readonly #byTarget = new Map<string, CallId>();
  readonly #byKey = new Map<string, Set<CallId>>();

  get(id: CallId): CallRecord | undefined {
    return (this.#live.get(id) ?? this.#ended.get(id))?.record;
  }

  live(): CallRecord[] {
    return Array.from(this.#live.values(), ({ record }) => record);
  }

  /** Oldest first. */
  liveOf(person: PersonId): CallRecord[] {
    const calls: CallRecord[] = [];
    for (const id of this.#byPerson.get(person) ?? []) {
      const entry = this.#live.get(id);
      if (entry) calls.push(entry.record);
    }
    return calls.sort((a, b) => a.createdAt - b.createdAt);
  }

  bySeat(hash: string): CallRecord | undefined {
    const id = this.#bySeat.get(hash);
    return id === undefined ? undefined : this.get(id);
  }

  liveOfTarget(target: string): CallRecord | undefined {
    const id = this.#byTarget.get(target);
    return id === undefined ? undefined : this.#live.get(id)?.record;
  }

  /** Newest first. */
  liveWithKey(key: string): CallRecord[] {
    const calls = [...(this.#byKey.get(key) ?? [])].flatMap(
      (id) => this.#live.get(id)?.record ?? [],
    );
    return calls.reverse();
  }

  /** A live call that this one cannot live beside. */
  rivalOf(call: CallRecord): CallRecord | undefined {
    return this.liveOfTarget(liveTargetOf(call));
  }

  writtenSince(time: Millis): CallRecord[] {
    const calls: CallRecord[] = [];
    for (const entries of [this.#live, this.#ended])
      for (const { record, writtenAt } of entries.values())
        if (writtenAt >= time) calls.push(record);
    return calls;
  }

  /** Takes a record in or, without one, forgets the call. */
  put(id: CallId, record: CallRecord | undefined, writtenAt: Millis): void {
    if (record && record.phase !== "ended") this.#putLive(record, writtenAt);
    else if (record) this.#putEnded(record, writtenAt);
    else this.#forget(id);
  }

  #putLive(record: CallRecord, writtenAt: Millis): void {
    const entry = this.#live.get(record.id) ?? this.#newEntry(record);
    const people = peopleIn(record);
    if (people.length !== entry.people.length) this.#linkPeople(record.id, entry, people);
    this.#linkSeats(record.id, entry, seatHashesOf(record));
    entry.record = record;
    entry.writtenAt = writtenAt;
  }

  #newEntry(record: CallRecord): Entry {
    const { id, key } = record;
    const seatHashes = this.#ended.get(id)?.seatHashes ?? [];
    const entry: Entry = { record, writtenAt: 0, people: [], seatHashes };
    this.#ended.delete(id);
    this.#live.set(id, entry);
    this.#byTarget.set(liveTargetOf(record), id);
    if (key !== undefined) this.#byKey.set(key, (this.#byKey.get(key) ?? new Set()).add(id));
    return entry;
  }

  /** The seats' hashes stay: a page that comes back must learn that its call is over. */
  #putEnded(record: CallRecord, writtenAt: Millis): void {
    const { id } = record;
    const entry = this.#live.get(id) ?? this.#ended.get(id) ?? { ...NO_LINKS };
    this.#unlinkLive(id);
    this.#ended.set(id, { ...entry, people: [], record, writtenAt });
    if (this.#ended.size <= ENDED_KEPT) return;
    const [oldest] = this.#ended.keys();
    if (oldest !== undefined) this.#forget(oldest);
  }

  #forget(id: CallId): void {
    const entry = this.#live.get(id) ?? this.#ended.get(id);
    if (!entry) return;
    this.#unlinkLive(id);
    this.#linkSeats(id, entry, []);
    this.#ended.delete(id);
  }

  #unlinkLive(id: CallId): void {
    const entry = this.#live.get(id);
    if (!entry) return;
    this.#linkPeople(id, entry, []);
    this.#byTarget.delete(liveTargetOf(entry.record));
    this.#unlinkKey(entry.record);
    this.#live.delete(id);
  }

  #unlinkKey({ id, key }: CallRecord): void {
    if (key === undefined) return;
    const calls = this.#byKey.get(key);
    calls?.delete(id);
    if (calls?.size === 0) this.#byKey.delete(key);
  }

  #linkPeople(id: CallId, entry: Entry, people: readonly PersonId[]): void {
    for (const person of entry.people) {
      const calls = this.#byPerson.get(person);
      calls?.delete(id);
      if (calls?.size === 0) this.#byPerson.delete(person);
    }
    for (const person of people) {
      const calls = this.#byPerson.get(person);
      if (calls) calls.add(id);
      else this.#byPerson.set(person, new Set([id]));
    }
    entry.people = people;
  }

  #linkSeats(id: CallId, entry: Entry, hashes: readonly string[]): void {
    const { seatHashes } = entry;
    if (hashes.length === seatHashes.length && hashes.every((hash, at) => hash === seatHashes[at]))
      return;
    for (const hash of entry.seatHashes) this.#bySeat.delete(hash);
    for (const hash of hashes) this.#bySeat.set(hash, id);
    entry.seatHashes = hashes;
  }
}
