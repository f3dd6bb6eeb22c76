import type {
  CallId,
  ChosenStatus,
  DeviceId,
  Group,
  HistoryEntry,
  LogLine,
  Person,
  PersonId,
  WebhookEvent,
  WhileInCall,
} from "@ringline/protocol";
import type { CallRecord, Millis } from "../calls/call-record.ts";
import type { AccountStore } from "./account-store.ts";
import type { AdminSessionStore, ApiKeyStore, AuditStore } from "./administration-store.ts";
import type { ConnectorStore } from "./connector-store.ts";
import type { PlaceStore } from "./open-places.ts";
import type { RelayLog } from "./relay-log.ts";
import type { SwitchStore } from "./switch-store.ts";

/** A pure step: the next record, the same object for "nothing changes", or a thrown `CallError` for a refusal. */
export type Move = (call: CallRecord, now: Millis) => CallRecord;

export interface Change {
  before: CallRecord;
  after: CallRecord;
}

/** What makes placing repeatable for 24 h. */
export interface Placing {
  caller: PersonId;
  key: string;
  /** Of the input; the same key with another hash is `request-id-reused`. */
  inputHash: string;
}

export type Creation =
  | { outcome: "created"; call: CallRecord }
  /** A live call of the same pair or target stands in the way. */
  | { outcome: "exists"; call: CallRecord }
  | { outcome: "repeated"; call: CallRecord };

/** One ring, as limits count it. */
export interface Ring {
  callee: PersonId;
  at: Millis;
  /** Somebody came in; of a space or room, one of its members. */
  isAnswered?: true;
  endReason?: string;
}

/** What is written together with a change of a call, in the same transaction: both or neither. */
export interface Trail {
  /** Rows of the history, when the call ended. */
  history: readonly NewHistoryRow[];
  /** Webhooks, in the order in which they are to be sent. */
  messages: readonly NewMessage[];
}

/** A webhook to send, one per endpoint. */
export interface NewMessage {
  id: string;
  endpoint: string;
  type: WebhookEvent;
  /** JSON text: each sending has the same bytes. */
  body: string;
}

export interface NewHistoryRow {
  person: PersonId;
  entry: Omit<HistoryEntry, "isUnseen">;
}

/** What a change leaves behind. Pure. `before` is absent for a new call; several changes of one transaction are one. */
export type TrailOf = (after: CallRecord, before: CallRecord | undefined, now: Millis) => Trail;

/** Calls: one write (`change`), durable before it answers. @see DESIGN §4 */
/** A call and its next deadline. */
export interface DueCall {
  readonly id: CallId;
  readonly at: Millis;
}

/** Callees to whom the caller is a stranger, and how many calls may ring one of them at the same time (S52). */
export interface Crowd {
  readonly people: readonly PersonId[];
  readonly most: number;
}

export interface CallStore {
  /** From now on each change writes its trail too. */
  leaveTrail(trailOf: TrailOf): void;
  /** The call that this placing made or met before, within 24 h. @throws {CallError} request-id-reused, storage-unavailable */
  placed(placing: Placing): Promise<CallRecord | undefined>;
  /**
   * Makes a call, unless a placing or a live call stands in its way. Nobody gets a seat in two live calls, on whatever process.
   * From those of the crowd whom too many calls ring already when it is written, it is hidden.
   * @throws {CallError} request-id-reused, in-other-call, storage-full, storage-unavailable
   */
  create(call: CallRecord, placing: Placing, crowd?: Crowd): Promise<Creation>;
  /**
   * Applies a move to the newest record and stores the result with `revision + 1`, conditionally. `placing`: it made no call but
   * met this one, and is answered with it from now on; kept with the change or, like it, not at all, and not twice.
   * @throws {CallError} call-not-found, what the move throws, in-other-call, storage-full, storage-unavailable
   */
  change(call: CallId, move: Move, placing?: Placing): Promise<Change>;
  get(call: CallId): Promise<CallRecord | undefined>;
  /** Live calls in which this person takes part, hidden ones too, oldest first. */
  liveOf(person: PersonId): Promise<CallRecord[]>;
  /** Live calls in which any of these people takes part, each once. */
  liveOfAny(people: readonly PersonId[]): Promise<CallRecord[]>;
  /** The live call of a space or room. */
  liveOfGroup(type: GroupType, id: string): Promise<CallRecord | undefined>;
  /**
   * Of this person's calls with this key one that they are in, else a live one of a space or room, else another live one, else an
   * ended one, within 24 h; of several the newest. Others may use the same key for theirs; hidden ones do not count, nor those
   * that the person was taken out of.
   */
  withKey(key: string, person: PersonId): Promise<CallRecord | undefined>;
  /** Live calls to spaces and rooms with this key, the newest first, at most 20. */
  liveGroupsWithKey(key: string): Promise<CallRecord[]>;
  /** Of each key the newest call in which this person has or had a part, newest first; hidden ones do not count. */
  keyedOf(person: PersonId, limit: number): Promise<CallRecord[]>;
  /** The call, live or ended, with a seat that has this hash as `secretHash` or `previousHash`. */
  bySeat(hash: string): Promise<CallRecord | undefined>;
  /** Live calls and recently ended ones that were written at or after this time of the database's clock. */
  changedSince(time: Millis): Promise<CallRecord[]>;
  /** Live calls with a deadline at or before this time, the earliest first, at most `limit`; `after`: those that come after it. */
  due(time: Millis, limit: number, after?: DueCall): Promise<DueCall[]>;
  /** All live calls; for the reconciler at start and every 5 s. */
  live(): Promise<CallRecord[]>;
  /** Rings from this caller since a time, newest first. */
  ringsFrom(caller: PersonId, since: Millis): Promise<Ring[]>;
}

export interface PersonRecord {
  person: Person;
  status: ChosenStatus;
  /** Absent: a knock. */
  whileInCall?: "busy";
  /** Tokens signed before this are refused. */
  revokedAt?: Millis;
}

/** People, as their tokens or the site's directory named them. */
export interface PeopleStore {
  /** Adds or renames; a status that was chosen stays. */
  put(people: readonly Person[]): Promise<void>;
  get(people: readonly PersonId[]): Promise<PersonRecord[]>;
  setStatus(person: PersonId, status: ChosenStatus): Promise<void>;
  setWhileInCall(person: PersonId, whileInCall: WhileInCall): Promise<void>;
  block(owner: PersonId, person: PersonId): Promise<void>;
  unblock(owner: PersonId, person: PersonId): Promise<void>;
  /** Whom the owner blocked, by id. */
  blockedBy(owner: PersonId): Promise<PersonId[]>;
  /** Of these people, those who blocked this person. */
  blockersOf(person: PersonId, among: readonly PersonId[]): Promise<PersonId[]>;
  revoke(person: PersonId, at: Millis): Promise<void>;
  /** What belongs to this person and is told to their devices was written elsewhere: `changedSince` names them. */
  touch(person: PersonId): Promise<void>;
  /** People written at or after this time of the database's clock: status, block list or revocation may differ. */
  changedSince(time: Millis): Promise<PersonId[]>;
  /** People whose id or name begins with the text, any case, by id. */
  find(query: { text: string; after?: PersonId; limit: number }): Promise<FoundPersonRecord[]>;
}

export interface FoundPersonRecord extends PersonRecord {
  /** When their last device went, once nothing else is kept of it. */
  lastSeenAt?: Millis;
}

export type GroupType = "space" | "room";

/** Spaces and rooms, as the site's directory names them. Members whom nobody knows yet are fine. */
export interface GroupStore {
  /** Adds or replaces, members included. */
  put(type: GroupType, groups: readonly Group[]): Promise<void>;
  /** Those that there are, by id. */
  get(type: GroupType, ids: readonly string[]): Promise<Group[]>;
  remove(type: GroupType, id: string): Promise<void>;
}

/** A device as presence counts it. `goneAt` absent: it has a socket on `node`. */
export interface DeviceRecord {
  device: DeviceId;
  person: PersonId;
  node: string;
  goneAt?: Millis;
}

export interface DeviceStore {
  arrive(device: Omit<DeviceRecord, "goneAt">): Promise<void>;
  /** Only if the device is still held by this node. */
  depart(device: DeviceId, node: string, at: Millis): Promise<void>;
  /** Devices of these people that are here or left at or after `since`; a dead node's devices left when its lease ended. */
  of(people: readonly PersonId[], since: Millis): Promise<DeviceRecord[]>;
  /** Devices that arrived or departed at or after this time of the database's clock. */
  changedSince(time: Millis): Promise<PersonId[]>;
}

/** Which server processes live. */
export interface NodeStore {
  /** Renews this node's lease until the time given. */
  beat(node: string, until: Millis): Promise<void>;
  /** Until when each node lives, or lived; one that is long dead is forgotten. */
  leases(): Promise<Map<string, Millis>>;
  /** Nodes with a lease that has not run out. */
  alive(now: Millis): Promise<Set<string>>;
  release(node: string): Promise<void>;
}

export interface HistoryQuery {
  /** Absent: everybody's. */
  person?: PersonId;
  call?: CallId;
  /** Missed ones only. */
  isMissed?: boolean;
  /** Ended at or after, and before. */
  since?: Millis;
  until?: Millis;
  /** Rows after this one, in the order of the page. */
  after?: { at: Millis; seq: number };
  limit: number;
}

/** `seq` rises with every row. */
export interface StoredHistoryRow {
  seq: number;
  /** When the call ended. */
  at: Millis;
  person: PersonId;
  entry: HistoryEntry;
}

/** Calls that are over, a row for each person in them. Written by `CallStore`, with the change that ends a call. */
export interface HistoryStore {
  /** Newest first. */
  find(query: HistoryQuery): Promise<StoredHistoryRow[]>;
  /** Missed calls that this person has not looked at. */
  unseenOf(person: PersonId): Promise<number>;
  /** None is unseen any more; answers how many were. */
  see(person: PersonId): Promise<number>;
  /** One row of this person, or all; answers how many there were. */
  erase(person: PersonId, call?: CallId): Promise<number>;
  /** Deletes rows of calls that ended before this time. */
  deleteBefore(time: Millis): Promise<void>;
}

/** A line as it is kept. `n`: of a page, which counts its own lines. */
export type NewLogLine = Omit<LogLine, "at"> & { at: Millis; n?: number };

export interface StoredLogLine {
  seq: number;
  at: Millis;
  line: LogLine;
}

/** Where a list goes on: after the last row that it had. */
interface RowPlace {
  at: Millis;
  seq: number;
}

export interface LogFilter {
  reference?: string;
  call?: CallId;
  person?: PersonId;
  /** 1 debug to 4 error: these and above. */
  level?: number;
  /** Part of the message, in any case. */
  text?: string;
  since?: Millis;
  until?: Millis;
  after?: RowPlace;
  limit: number;
}

/** The lines of one call and, of the people in it, those about no call between the two times. */
export interface CallLines {
  call?: CallId;
  people: readonly PersonId[];
  since: Millis;
  until: Millis;
  after?: RowPlace;
  limit: number;
}

/** Lines of pages, of calls and of the servers themselves, for whoever looks into a call that failed. */
export interface LogStore {
  /** Keeps lines; what the same page wrote before under the same number is left out. */
  append(lines: readonly NewLogLine[]): Promise<void>;
  /** Newest first. */
  find(filter: LogFilter): Promise<StoredLogLine[]>;
  /** Oldest first. */
  timeLine(asked: CallLines): Promise<StoredLogLine[]>;
  /** Calls of which there are lines and whose id begins so; at most two. */
  callsLike(start: string): Promise<CallId[]>;
  /** People who wrote lines about this call. */
  writersOf(call: CallId): Promise<PersonId[]>;
  /** Deletes what is older, and the oldest beyond so many lines. */
  tidy(before: Millis, most: number): Promise<void>;
}

/** An endpoint as it was stored. What is absent, or an empty list of secrets, stands in the settings. */
export interface StoredEndpoint {
  id: string;
  url?: string;
  events?: readonly WebhookEvent[];
  isOn: boolean;
  problem?: "gone";
  /** The newest first; one with `until` signs only so long. */
  secrets: readonly { secret: string; until?: Millis }[];
}

/** `seq` rises with every message. */
export interface StoredMessage extends NewMessage {
  seq: number;
  /** The call's or person's id. */
  subject: string;
  state: "waiting" | "delivered" | "dead";
  attempts: number;
  createdAt: Millis;
  nextAt: Millis;
  /** Nobody else sends it before; 0 when nobody does. */
  leasedUntil: Millis;
  status?: number;
  problem?: string;
  doneAt?: Millis;
}

/** What became of one sending. */
export interface Settlement {
  state: StoredMessage["state"];
  /** While `waiting`: not sent again before. */
  nextAt?: Millis;
  status?: number;
  problem?: string;
  at: Millis;
}

export interface DeliveryQuery {
  endpoint?: string;
  state?: StoredMessage["state"];
  /** Older than this `seq`. */
  before?: number;
  limit: number;
}

/** Webhooks: where they go, and the outbox. Messages are written by `CallStore` and `erase`, with what they tell. */
export interface WebhookStore {
  endpoints(): Promise<StoredEndpoint[]>;
  /** Only if it is still as it was read; without `before`, only if there is none. Answers whether it was written. */
  putEndpoint(after: StoredEndpoint, before?: StoredEndpoint): Promise<boolean>;
  /** With its messages. */
  removeEndpoint(id: string): Promise<void>;
  deleteMessages(endpoint: string): Promise<void>;
  /** What waits for endpoints that are none of these. */
  deleteStrays(known: readonly string[], createdBefore: Millis): Promise<void>;
  /**
   * Takes messages that are due, for this process alone until the lease ends. Of one subject only the oldest that waits, so
   * that a later one is never sent before it.
   */
  claim(
    endpoint: string,
    lease: { now: Millis; until: Millis; limit: number },
  ): Promise<StoredMessage[]>;
  /** Only while the lease is still that of the message as it was claimed. */
  settle(message: StoredMessage, settlement: Settlement): Promise<void>;
  /** All that wait for this endpoint are dead. */
  giveUp(endpoint: string, why: { problem: string; at: Millis }): Promise<void>;
  /** Newest first. */
  find(query: DeliveryQuery): Promise<StoredMessage[]>;
  /** By endpoint. */
  counts(): Promise<Map<string, { waiting: number; dead: number }>>;
  /** One message that is done, or all dead ones, wait again, with their ids and in their order; answers how many. */
  replay(endpoint: string, what: { id?: string; at: Millis }): Promise<number>;
  deleteBefore(times: { delivered: Millis; dead: Millis }): Promise<void>;
}

/** What is kept. SQLite for one node, PostgreSQL for many; the truth, never a cache. */
export interface Store {
  calls: CallStore;
  people: PeopleStore;
  groups: GroupStore;
  switches: SwitchStore;
  accounts: AccountStore;
  connectors: ConnectorStore;
  places: PlaceStore;
  devices: DeviceStore;
  history: HistoryStore;
  logs: LogStore;
  webhooks: WebhookStore;
  nodes: NodeStore;
  relay: RelayLog;
  adminSessions: AdminSessionStore;
  keys: ApiKeyStore;
  audit: AuditStore;
  /** The database's clock, for `clock.ts` to slew to. */
  now(): Promise<Millis>;
  /** Writes and reads one row; throws `CallError` storage-full or storage-unavailable. */
  probe(): Promise<void>;
  /**
   * Forgets a person in one transaction: history, log lines, accounts, devices, block lists of theirs and with them, name, picture
   * and status. Their id stays for a day, so that tokens signed before are refused. The messages are written with it.
   */
  erase(person: PersonId, at: Millis, messages?: readonly NewMessage[]): Promise<void>;
  /** Deletes what is past its time: ended calls after 24 h, placings, departed devices, dead nodes. */
  tidy(now: Millis): Promise<void>;
  /** Writes a consistent copy to this path, which must not exist, while everything goes on; absent where the database has its own way. */
  copyTo?(path: string): Promise<void>;
  /** Waits for what is under way; idempotent. */
  close(): Promise<void>;
}
