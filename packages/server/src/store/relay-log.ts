import type { CallId, ParticipantId } from "@ringline/protocol";
import type { Millis } from "../calls/call-record.ts";

export interface RelayMessage {
  seq: number;
  from: ParticipantId;
  to?: ParticipantId;
  /** JSON text: nobody here looks into it, and a text costs less to keep than what it says. */
  body: string;
}

export interface RelayAppend {
  call: CallId;
  from: ParticipantId;
  /** The sending document and its own count: repeated ones are told apart. */
  page: string;
  n: number;
  to?: ParticipantId;
  /** JSON text. */
  body: string;
  /** The call is older than the log. */
  isOld?: boolean;
}

export interface KeptMessages {
  messages: RelayMessage[];
  gap: boolean;
  /** The number of the newest message; 0: there is none. */
  head: number;
}

/** At once where it is in memory; a promise where another process is asked. */
export type Awaitable<T> = T | Promise<T>;

/** Append log per call: in memory on one node, an unlogged table on PostgreSQL. 256 messages, 2 MiB or 60 s are kept. */
export interface RelayLog {
  /** When it began empty, where it ends with its process: of calls that are older it may have lost something. */
  readonly beganAt?: Millis;
  /** Numbers rise by one per message and call; where they begin is the log's affair. `undefined`: this one was here before. */
  append(message: RelayAppend): Awaitable<RelayMessage | undefined>;
  /** What was said after `seq`, in order, whoever it is for; `gap`: some of it is not kept any more. */
  after(call: CallId, seq: number): Awaitable<KeptMessages>;
  /** The numbers of the newest messages; a call that has none is absent. */
  heads(calls: readonly CallId[]): Awaitable<ReadonlyMap<CallId, number>>;
  drop(call: CallId): Awaitable<void>;
}
