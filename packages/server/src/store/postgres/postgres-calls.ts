import { CallError, type CallId, type PersonId } from "@ringline/protocol";
import type { CallRecord, Millis } from "../../calls/call-record.ts";
import type { Clock } from "../../clock.ts";
import { BATCH_ROWS, inBatches } from "../batches.ts";
import {
  closestCall,
  groupTarget,
  hiddenFrom,
  KEPT_MS,
  liveTargetOf,
  MOST_WITH_KEY,
  newOnes,
  ringsAtPerson,
  ringsOf,
  seatedIn,
  seatHashesOf,
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
  Trail,
  TrailOf,
} from "../store.ts";
import { changedRow, historyColumns, newRow, placingColumns } from "./call-columns.ts";
import {
  BY_SEAT,
  CHANGE_CALL,
  CHANGE_CALL_WITH_TRAIL,
  CHANGED_SINCE,
  CREATE_CALL,
  CREATE_CALL_UNLESS_CROWDED,
  CREATE_CALL_WITH_MESSAGES,
  DELETE_OLD,
  DUE,
  FIND_PLACING,
  KEEP_PLACING,
  KEYED_OF,
  LIVE,
  LIVE_GROUPS_WITH_KEY,
  LIVE_OF,
  LIVE_OF_ANY,
  LIVE_TARGET,
  MEET_CALL,
  READ_CALL,
  RINGS_FROM,
  SEATED,
  SEATED_AMONG,
  WITH_KEY,
} from "./call-statements.ts";
import { messageColumns } from "./message-columns.ts";
import { bounded, type Row, type Sql } from "./sql-pool.ts";

/** A change that met so many faster ones gives up; each of them succeeded, so the database is not stuck. */
const MOST_TRIES = 50;
const NO_TRAIL: Trail = { history: [], messages: [] };

/** A change that somebody waits for. */
interface Waiting {
  move: Move;
  /** Kept with it. */
  placing: Placing | undefined;
  resolve(change: Change): void;
  reject(error: unknown): void;
}

/**
 * Calls on PostgreSQL: read, move, and write on condition that the revision is the one that was read. Changes of one call
 * queue up in the process, so that only other processes compete, and those that wait share the next write.
 */
export class PostgresCalls implements CallStore {
  readonly #sql: Sql;
  readonly #clock: Clock;
  #trailOf: TrailOf | undefined;
  /** The last change under way of each call. */
  readonly #queues = new Map<CallId, Promise<unknown>>();
  /** Changes whose turn has not come. */
  readonly #waiting = new Map<CallId, Waiting[]>();

  constructor(sql: Sql, clock: Clock) {
    this.#sql = sql;
    this.#clock = clock;
  }

  leaveTrail(trailOf: TrailOf): void {
    this.#trailOf = trailOf;
  }

  async placed({ caller, key, inputHash }: Placing): Promise<CallRecord | undefined> {
    const [row] = await this.#sql.run(FIND_PLACING, [caller, key]);
    if (!row) return undefined;
    if (row.input_hash !== inputHash) throw new CallError("request-id-reused");
    return recordOf(row);
  }

  create(call: CallRecord, placing: Placing, crowd?: Crowd): Promise<Creation> {
    const rung = crowd?.people.filter((person) => ringsAtPerson(call, person)) ?? [];
    const isFree = crowd === undefined || rung.length === 0;
    return bounded(this.#create(call, placing, isFree ? undefined : { ...crowd, people: rung }));
  }

  change(call: CallId, move: Move, placing?: Placing): Promise<Change> {
    const { promise, resolve, reject } = Promise.withResolvers<Change>();
    const waiting = this.#waiting.get(call);
    if (waiting) waiting.push({ move, placing, resolve, reject });
    else {
      this.#waiting.set(call, [{ move, placing, resolve, reject }]);
      this.#inTurn(call, () => this.#changeAll(call)).catch(reject);
    }
    return bounded(promise);
  }

  async get(call: CallId): Promise<CallRecord | undefined> {
    const [row] = await this.#sql.run(READ_CALL, [call]);
    return row && recordOf(row);
  }

  async liveOf(person: PersonId): Promise<CallRecord[]> {
    return (await this.#sql.run(LIVE_OF, [person])).map(recordOf);
  }

  async liveOfAny(people: readonly PersonId[]): Promise<CallRecord[]> {
    return (await this.#sql.run(LIVE_OF_ANY, [people])).map(recordOf);
  }

  async liveOfGroup(type: GroupType, id: string): Promise<CallRecord | undefined> {
    const [row] = await this.#sql.run(LIVE_TARGET, [groupTarget(type, id)]);
    return row && recordOf(row);
  }

  async withKey(key: string, person: PersonId): Promise<CallRecord | undefined> {
    return closestCall((await this.#sql.run(WITH_KEY, [key, person])).map(recordOf), person);
  }

  async liveGroupsWithKey(key: string): Promise<CallRecord[]> {
    return (await this.#sql.run(LIVE_GROUPS_WITH_KEY, [key, MOST_WITH_KEY])).map(recordOf);
  }

  async keyedOf(person: PersonId, limit: number): Promise<CallRecord[]> {
    return (await this.#sql.run(KEYED_OF, [person, limit])).map(recordOf);
  }

  async bySeat(hash: string): Promise<CallRecord | undefined> {
    const [row] = await this.#sql.run(BY_SEAT, [hash]);
    const call = row && recordOf(row);
    // Rows of used secrets stay until the call is deleted.
    return call && (call.phase === "ended" || seatHashesOf(call).includes(hash)) ? call : undefined;
  }

  async changedSince(time: Millis): Promise<CallRecord[]> {
    return (await this.#sql.run(CHANGED_SINCE, [time])).map(recordOf);
  }

  async due(time: Millis, limit: number, after?: DueCall): Promise<DueCall[]> {
    const rows = await this.#sql.run(DUE, [time, limit, after?.at ?? 0, after?.id ?? ""]);
    return rows.map(({ id, deadline }) => ({ id: String(id), at: Number(deadline) }));
  }

  async live(): Promise<CallRecord[]> {
    return (await this.#sql.run(LIVE)).map(recordOf);
  }

  async ringsFrom(caller: PersonId, since: Millis): Promise<Ring[]> {
    const rows = await this.#sql.run(RINGS_FROM, [caller, since]);
    return rows.flatMap((row) => ringsOf(recordOf(row)));
  }

  async tidy(now: Millis): Promise<void> {
    const deleteSome = () => this.#sql.run(DELETE_OLD, [now - KEPT_MS, BATCH_ROWS]);
    await inBatches(async () => (await deleteSome()).length);
  }

  /** Waits for the changes under way. */
  async settle(): Promise<void> {
    await Promise.allSettled(this.#queues.values());
  }

  async #create(call: CallRecord, placing: Placing, crowd?: Crowd): Promise<Creation> {
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const made = await unlessSeated(this.#insert(call, placing, crowd));
      if (made === true) return { outcome: "created", call };
      if (Array.isArray(made))
        return this.#create(hiddenFrom(call, made), placing, without(crowd, made));
      if (made === undefined) await this.#checkSeats(call);
      const met = await this.#met(call, placing);
      if (met) return met;
      // What stood in the way ended just now.
    }
    throw new CallError("storage-unavailable", { retryAfterMs: 1_000 });
  }

  /** What stands in the way of a new call. */
  async #met(call: CallRecord, placing: Placing): Promise<Creation | undefined> {
    const repeated = await this.placed(placing);
    if (repeated) return { outcome: "repeated", call: repeated };
    const [rival] = await this.#sql.run(LIVE_TARGET, [liveTargetOf(call)]);
    return rival && { outcome: "exists", call: recordOf(rival) };
  }

  /** @throws {CallError} in-other-call */
  async #checkSeats(call: CallRecord): Promise<void> {
    const seated = await this.#seatedAmong(seatedIn(call));
    if (seated.size > 0) throw new CallError("in-other-call");
  }

  /** All that waits for this call, in one write: many people in one call may each change it at the same time. */
  async #changeAll(id: CallId): Promise<void> {
    const waiting = this.#waiting.get(id) ?? [];
    this.#waiting.delete(id);
    try {
      for (const settle of await this.#change(id, waiting)) settle();
    } catch (error) {
      for (const { reject } of waiting) reject(error);
    }
  }

  /** What each is told, once what they changed is written. */
  async #change(id: CallId, waiting: readonly Waiting[]): Promise<(() => void)[]> {
    let elsewhere: ReadonlySet<PersonId> = new Set();
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const before = await this.get(id);
      if (!before) throw new CallError("call-not-found");
      const { after, told, placings } = movedBy(waiting, {
        before,
        now: this.#clock.now(),
        elsewhere,
      });
      if (after === before) {
        for (const placing of placings) await this.#keep(placing, id);
        return told;
      }
      const written = await unlessSeated(this.#write(before, after, placings));
      if (written) return told;
      if (written === undefined)
        elsewhere = await this.#seatedAmong(newOnes(seatedIn(before), seatedIn(after)));
    }
    throw new CallError("storage-unavailable", { retryAfterMs: 1_000 });
  }

  async #keep({ caller, key, inputHash }: Placing, call: CallId): Promise<void> {
    await this.#sql.run(KEEP_PLACING, [caller, key, inputHash, call]);
  }

  async #seatedAmong(people: readonly PersonId[]): Promise<ReadonlySet<PersonId>> {
    const rows = await this.#sql.run(SEATED_AMONG, [people]);
    return new Set(rows.map(({ person }) => String(person)));
  }

  /** Whether nothing stood in the way; or whom too many ring already. */
  async #insert(call: CallRecord, placing: Placing, crowd?: Crowd): Promise<boolean | PersonId[]> {
    const row = newRow(call, placing);
    const now = this.#clock.now();
    const { messages } = this.#trailOf?.(call, undefined, now) ?? NO_TRAIL;
    if (!crowd && messages.length === 0) return (await this.#sql.run(CREATE_CALL, row)).length > 0;
    const withMessages = [...row, ...messageColumns(messages, now)];
    if (!crowd) return (await this.#sql.run(CREATE_CALL_WITH_MESSAGES, withMessages)).length > 0;
    const columns = [...withMessages, crowd.people, crowd.most];
    const [made] = await this.#sql.run(CREATE_CALL_UNLESS_CROWDED, columns);
    const people = made?.people as PersonId[];
    return people.length > 0 ? people : made?.id !== null;
  }

  /** Whether nobody was faster. */
  async #write(
    before: CallRecord,
    after: CallRecord,
    placings: readonly Placing[],
  ): Promise<boolean> {
    const row = changedRow(before, after);
    const now = this.#clock.now();
    const { history, messages } = this.#trailOf?.(after, before, now) ?? NO_TRAIL;
    const trail = () => [...row, ...historyColumns(history), ...messageColumns(messages, now)];
    const hasTrail = history.length > 0 || messages.length > 0;
    const written =
      placings.length > 0
        ? this.#sql.run(MEET_CALL, [...trail(), ...placingColumns(placings)])
        : hasTrail
          ? this.#sql.run(CHANGE_CALL_WITH_TRAIL, trail())
          : this.#sql.run(CHANGE_CALL, row);
    return (await written).length > 0;
  }

  async #inTurn<Value>(id: CallId, work: () => Promise<Value>): Promise<Value> {
    const before = this.#queues.get(id) ?? Promise.resolve();
    const own = before.then(work, work);
    this.#queues.set(id, own);
    try {
      return await own;
    } finally {
      if (this.#queues.get(id) === own) this.#queues.delete(id);
    }
  }
}

interface Before {
  before: CallRecord;
  now: Millis;
  /** Who holds a seat in another call: their move is refused. */
  elsewhere: ReadonlySet<PersonId>;
}

interface Moved {
  after: CallRecord;
  told: (() => void)[];
  /** Of the moves that were not refused. */
  placings: Placing[];
}

/** One move after the other, each a revision; a refused one disturbs no other. */
function movedBy(waiting: readonly Waiting[], { before, now, elsewhere }: Before): Moved {
  let record = before;
  const placings: Placing[] = [];
  const isElsewhere = (person: PersonId) => elsewhere.has(person);
  const told = waiting.map(({ move, placing, resolve, reject }) => {
    const was = record;
    try {
      const moved = move(was, now);
      if (elsewhere.size > 0 && newOnes(seatedIn(was), seatedIn(moved)).some(isElsewhere))
        throw new CallError("in-other-call");
      if (moved !== was) record = { ...moved, revision: was.revision + 1 };
      if (placing) placings.push(placing);
      const change = { before: was, after: record };
      return () => resolve(change);
    } catch (error) {
      return () => reject(error);
    }
  });
  return { after: record, told, placings };
}

/** Who of the crowd is left; nothing without anybody. */
function without(crowd: Crowd | undefined, people: readonly PersonId[]): Crowd | undefined {
  const left = newOnes(people, crowd?.people ?? []);
  return crowd && left.length > 0 ? { ...crowd, people: left } : undefined;
}

/** What the write answered; nothing where it failed because somebody holds a seat in another call. */
async function unlessSeated<Answer>(write: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await write;
  } catch (error) {
    if (error instanceof Error && "constraint" in error && error.constraint === SEATED)
      return undefined;
    throw error;
  }
}

function recordOf(row: Row): CallRecord {
  return JSON.parse(String(row.record)) as CallRecord;
}
