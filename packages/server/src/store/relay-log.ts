import type { CallId, ParticipantId } from "@ringline/protocol";

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
}

/** At once where it is in memory; a promise where another process is asked. */
export type Awaitable<T> = T | Promise<T>;

/** Append log per call: in memory on one node, an unlogged table on PostgreSQL. 256 messages or 60 s are kept. */
export interface RelayLog {
  /** `undefined`: this one was here before. */
  append(message: RelayAppend): Awaitable<RelayMessage | undefined>;
  /** Messages for this participant after `seq`, in order; `gap`: some of them are not kept any more. */
  after(
    call: CallId,
    participant: ParticipantId,
    seq: number,
  ): Awaitable<{ messages: RelayMessage[]; gap: boolean; head: number }>;
  drop(call: CallId): Awaitable<void>;
}
