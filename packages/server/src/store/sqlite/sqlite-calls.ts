import type { DatabaseSync, StatementSync } from "node:sqlite";
import { CallError, type CallId, type PersonId } from "@ringline/protocol";
import { type CallRecord, type Millis, nextDeadline } from "../../calls/call-record.ts";
import type { Clock } from "../../clock.ts";
import { BATCH_ROWS, inBatches } from "../batches.ts";
import {
  closestCall,
  groupTarget,
  hiddenFrom,
  isToGroup,
  KEPT_MS,
  liveTargetOf,
  MOST_WITH_KEY,
  newOnes,
  placingId,
  ringsAtPerson,
  seatedIn,
} from "../call-row.ts";
import type {
  CallStore,
  Change,
  Creation,
  Crowd,
  DueCall,
  GroupType,
  Move,
  Placing,
  Ring,
  TrailOf,
} from "../store.ts";
import { CallMemory } from "./call-memory.ts";
import type { GroupCommit, Participant } from "./group-commit.ts";
import { KeyedPeople } from "./keyed-people.ts";
import { RINGS_KEPT_MS, RingMemory } from "./ring-memory.ts";
import type { SqliteTrail } from "./sqlite-trail.ts";

interface Dirty {
  /** As committed; absent for a new call. */
  before?: { record: CallRecord; writtenAt: Millis };
  placing?: Placing;
}

/**
 * Calls on SQLite. The process has the file alone, so live calls are decided from memory: a move reads no disk, and what a
 * transaction changed is written once, at its end. A rolled back transaction puts the memory back.
 */
export class SqliteCalls implements CallStore, Participant {
  readonly #group: GroupCommit;
  readonly #clock: Clock;
  readonly #memory = new CallMemory();
  readonly #rings = new RingMemory();
  readonly #statements: Statements;
  readonly #trail: SqliteTrail;
  readonly #keyed: KeyedPeople;
  readonly #dirty = new Map<CallId, Dirty>();
  /** When a live call was written last before this process began; 0 without one. */
  readonly writtenBefore: Millis;
  /** Placings of the transaction that runs. */
  readonly #placings = new Map<string, { call: CallId; inputHash: string }>();

  constructor(
    database: DatabaseSync,
    { group, trail }: { group: GroupCommit; trail: SqliteTrail },
    clock: Clock,
  ) {
    this.#group = group;
    this.#clock = clock;
    this.#statements = prepare(database);
    this.#trail = trail;
    this.#keyed = new KeyedPeople(database);
    this.writtenBefore = this.#load();
    group.join(this);
  }

  leaveTrail(trailOf: TrailOf): void {
    this.#trail.follow(trailOf);
  }

  async placed(placing: Placing): Promise<CallRecord | undefined> {
    return this.#placedBefore(placing);
  }

  create(call: CallRecord, placing: Placing, crowd?: Crowd): Promise<Creation> {
    return this.#group.run(() =>
      this.#create(crowd ? hiddenFrom(call, this.#crowded(call, crowd)) : call, placing),
    );
  }

  change(call: CallId, move: Move, placing?: Placing): Promise<Change> {
    return this.#group.run(() => {
      const change = this.#change(call, move);
      if (placing) this.#keep(placing, call);
      return change;
    });
  }

  async get(call: CallId): Promise<CallRecord | undefined> {
    return this.#read(call);
  }

  async liveOf(person: PersonId): Promise<CallRecord[]> {
    return this.#memory.liveOf(person);
  }

  async liveOfAny(people: readonly PersonId[]): Promise<CallRecord[]> {
    return [...new Set(people.flatMap((person) => this.#memory.liveOf(person)))];
  }

  async liveOfGroup(type: GroupType, id: string): Promise<CallRecord | undefined> {
    return this.#memory.liveOfTarget(groupTarget(type, id));
  }

  async withKey(key: string, person: PersonId): Promise<CallRecord | undefined> {
    const live = this.#memory.liveOf(person).filter((call) => call.key === key);
    const last = this.#keyed.find(person, key);
    const ended = last === undefined ? undefined : this.#read(last);
    return closestCall([...live.reverse(), ...(ended ? [ended] : [])], person);
  }

  async liveGroupsWithKey(key: string): Promise<CallRecord[]> {
    const calls = this.#memory.liveWithKey(key);
    return calls.filter(isToGroup).slice(0, MOST_WITH_KEY);
  }

  async keyedOf(person: PersonId, limit: number): Promise<CallRecord[]> {
    return this.#keyed.list(person, limit).flatMap((id) => this.#read(id) ?? []);
  }

  async bySeat(hash: string): Promise<CallRecord | undefined> {
    return this.#memory.bySeat(hash);
  }

  async changedSince(time: Millis): Promise<CallRecord[]> {
    return this.#memory.writtenSince(time);
  }

  async due(time: Millis, limit: number, after?: DueCall): Promise<DueCall[]> {
    const due: DueCall[] = [];
    for (const call of this.#memory.live()) {
      const one = { id: call.id, at: nextDeadline(call) ?? Number.POSITIVE_INFINITY };
      if (one.at <= time && (!after || inTurn(after, one) < 0)) due.push(one);
    }
    return due.sort(inTurn).slice(0, limit);
  }

  async live(): Promise<CallRecord[]> {
    return this.#memory.live();
  }

  async ringsFrom(caller: PersonId, since: Millis): Promise<Ring[]> {
    return this.#rings.since(caller, since);
  }

  async tidy(now: Millis): Promise<void> {
    await inBatches(() => this.#group.run(() => this.#deleteOld(now - KEPT_MS)));
    await this.#group.run(() => {
      this.#rings.tidy(now);
    });
  }

  /** Answers how many. */
  #deleteOld(endedBefore: Millis): number {
    const gone = this.#statements.deleteOld.all(BATCH_ROWS, endedBefore);
    if (gone.length === 0) return 0;
    const ids = JSON.stringify(gone.map(({ id }) => id));
    this.#statements.deletePlacings.run(ids);
    this.#keyed.forget(ids);
    return gone.length;
  }

  beforeCommit(): void {
    const now = this.#clock.now();
    for (const [id, dirty] of this.#dirty) {
      const record = this.#memory.get(id);
      if (!record) continue;
      this.#write(record, dirty, now);
      this.#keyed.write(record, dirty.before?.record);
      this.#trail.write(record, dirty.before?.record, now);
    }
  }

  afterCommit(): void {
    for (const id of this.#dirty.keys()) {
      const record = this.#memory.get(id);
      if (record) this.#rings.note(record);
    }
    this.#settle();
  }

  afterRollback(): void {
    for (const [id, { before }] of this.#dirty)
      this.#memory.put(id, before?.record, before?.writtenAt ?? 0);
    this.#settle();
  }

  #settle(): void {
    this.#dirty.clear();
    this.#placings.clear();
  }

  #create(call: CallRecord, placing: Placing): Creation {
    const repeated = this.#placedBefore(placing);
    if (repeated) return { outcome: "repeated", call: repeated };
    const rival = call.phase === "ended" ? undefined : this.#memory.rivalOf(call);
    if (rival) return { outcome: "exists", call: rival };
    this.#checkAlone(call.id, seatedIn(call));
    const { id } = call;
    this.#dirty.set(id, { placing });
    this.#placings.set(placingId(placing), { call: id, inputHash: placing.inputHash });
    this.#memory.put(id, call, this.#clock.now());
    return { outcome: "created", call };
  }

  /** Whom the call rings, and so many others do already. */
  #crowded(call: CallRecord, { people, most }: Crowd): PersonId[] {
    const rings = (person: PersonId) =>
      this.#memory.liveOf(person).filter((other) => ringsAtPerson(other, person));
    return people.filter((person) => ringsAtPerson(call, person) && rings(person).length >= most);
  }

  /** Refuses a seat to who has one in another call. */
  #checkAlone(call: CallId, people: readonly PersonId[]): void {
    for (const person of people)
      for (const other of this.#memory.liveOf(person))
        if (other.id !== call && seatedIn(other).includes(person))
          throw new CallError("in-other-call");
  }

  #keep(placing: Placing, call: CallId): void {
    const { caller, key, inputHash } = placing;
    if (!this.#readPlacing(placing)) this.#statements.keepPlacing.run(caller, key, inputHash, call);
  }

  #placedBefore(placing: Placing): CallRecord | undefined {
    const known = this.#placings.get(placingId(placing)) ?? this.#readPlacing(placing);
    if (!known) return undefined;
    if (known.inputHash !== placing.inputHash) throw new CallError("request-id-reused");
    return this.#read(known.call);
  }

  #readPlacing({ caller, key }: Placing): { call: CallId; inputHash: string } | undefined {
    const row = this.#statements.placing.get(caller, key, caller, key);
    return row && { call: String(row.id), inputHash: String(row.input_hash) };
  }

  #change(id: CallId, move: Move): Change {
    const before = this.#read(id);
    if (!before) throw new CallError("call-not-found");
    const now = this.#clock.now();
    const moved = move(before, now);
    if (moved === before) return { before, after: before };
    this.#checkAlone(id, newOnes(seatedIn(before), seatedIn(moved)));
    const after = { ...moved, revision: before.revision + 1 };
    if (!this.#dirty.has(id)) this.#dirty.set(id, { before: { record: before, writtenAt: now } });
    this.#memory.put(id, after, now);
    return { before, after };
  }

  #read(id: CallId): CallRecord | undefined {
    const known = this.#memory.get(id);
    if (known) return known;
    const row = this.#statements.read.get(id);
    return row && recordOf(row);
  }

  #write(record: CallRecord, { before, placing }: Dirty, now: Millis): void {
    const { id, revision } = record;
    const endedAt = record.phase === "ended" ? record.endedAt : null;
    const text = JSON.stringify(record);
    if (placing) {
      const { caller, key, inputHash } = placing;
      const unique = [liveTargetOf(record), record.key ?? null] as const;
      const times = [record.createdAt, now, endedAt] as const;
      this.#statements.insert.run(id, revision, caller, key, inputHash, ...unique, ...times, text);
      return;
    }
    const was = before?.record.revision ?? 0;
    // What does not end a call leaves its indexes alone: a page less to write.
    const { changes } =
      endedAt === null
        ? this.#statements.update.run(revision, now, text, id, was)
        : this.#statements.end.run(revision, now, endedAt, text, id, was);
    if (changes !== 1) throw new Error(`call ${id} is not at revision ${was} in the database`);
  }

  #load(): Millis {
    let newest = 0;
    for (const row of this.#statements.live.all()) {
      const record = recordOf(row);
      const writtenAt = Number(row.written_at);
      this.#memory.put(record.id, record, writtenAt);
      newest = Math.max(newest, writtenAt);
    }
    const since = this.#clock.now() - RINGS_KEPT_MS;
    for (const row of this.#statements.recent.all(since)) this.#rings.note(recordOf(row));
    return newest;
  }
}

interface Statements {
  readonly read: StatementSync;
  readonly placing: StatementSync;
  readonly keepPlacing: StatementSync;
  readonly deletePlacings: StatementSync;
  readonly insert: StatementSync;
  readonly update: StatementSync;
  readonly end: StatementSync;
  readonly live: StatementSync;
  readonly recent: StatementSync;
  readonly deleteOld: StatementSync;
}

function prepare(database: DatabaseSync): Statements {
  return {
    read: database.prepare("select record from calls where id = ?"),
    placing: database.prepare(
      `select id, input_hash from calls where caller = ? and placing_key = ?
union all
select call_id, input_hash from other_placings where caller = ? and placing_key = ?`,
    ),
    keepPlacing: database.prepare("insert into other_placings values (?, ?, ?, ?)"),
    deletePlacings: database.prepare(
      "delete from other_placings where call_id in (select value from json_each(?))",
    ),
    insert: database.prepare("insert into calls values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
    update: database.prepare(
      "update calls set revision = ?, written_at = ?, record = ? where id = ? and revision = ?",
    ),
    end: database.prepare(
      "update calls set revision = ?, written_at = ?, ended_at = ?, record = ? where id = ? and revision = ?",
    ),
    live: database.prepare(
      "select record, written_at from calls where ended_at is null order by created_at",
    ),
    recent: database.prepare("select record from calls where created_at >= ? order by created_at"),
    // Rows lie in the order in which they came, so the oldest are found without an index on time.
    deleteOld: database.prepare(
      "delete from calls where rowid in (select rowid from calls order by rowid limit ?) and ended_at < ? returning id",
    ),
  };
}

/** By deadline, then by id. */
function inTurn(one: DueCall, other: DueCall): number {
  return one.at - other.at || (one.id < other.id ? -1 : 1);
}

function recordOf(row: Record<string, unknown>): CallRecord {
  return JSON.parse(String(row.record)) as CallRecord;
}
