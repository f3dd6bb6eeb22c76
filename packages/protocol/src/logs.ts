import type { Cursor } from "./history.ts";
import type {
  CallId,
  CallTarget,
  EndReason,
  ParticipantId,
  ParticipantRole,
  ParticipantState,
  Party,
  PersonId,
  ProviderId,
  Timestamp,
} from "./model.ts";
import type { OperationEntry } from "./operation-entry.ts";

/** How grave a line is, gravest last. There is a `trace` below them that never leaves the browser. */
export type LogLevel = "debug" | "info" | "warn" | "error";

/** One line as a page writes it. Who writes is known from the connection, never from here. */
export interface LogEntry {
  /** Counts up from 1 per page; a repeated one is kept once. */
  n: number;
  /** The page's own clock. */
  at: Timestamp;
  level: LogLevel;
  /** Cut to 8,192 bytes; control characters and what reverses or hides text are written out as `\uXXXX`. */
  message: string;
  /** The document that wrote it: its client id. */
  page: string;
  /** The provider or connector that it is about; absent: the page's own. */
  provider?: string;
  /** What the logger was called: `call`, `media`. */
  prefix?: string;
  /**
   * What the person was shown: 8 characters of base64url, or an older product's `<this person>-<6 digits>-<time>`; one that names
   * somebody else is left out. Such an entry is taken although remote logging is off.
   */
  reference?: string;
  /** Kept only if this person is in that call. A seat's entries are always its own call's. */
  call?: CallId;
  /** JSON of at most 4,096 characters; secrets, session descriptions and addresses are taken out. */
  details?: unknown;
}

/** One line as administrators read it: text without secrets, harmless in any terminal. */
export interface LogLine {
  /** Our clock: for a page's line, when the page wrote it, corrected by the difference of the clocks. */
  at: Timestamp;
  /** `page`: a browser wrote it; `call`: the call changed; `server`: a line of the call server's own log. */
  source: "page" | "call" | "server";
  level: LogLevel;
  message: string;
  /** The page's own clock. */
  clientAt?: Timestamp;
  reference?: string;
  call?: CallId;
  person?: PersonId;
  page?: string;
  provider?: string;
  prefix?: string;
  /** Of a change: `{ revision, from, to, by?, changes }`, participants by id. Of media statistics: what was measured. */
  details?: unknown;
}

/** A call as far as it is still known: for the head of its time line. */
export interface TracedCall {
  id: CallId;
  provider?: ProviderId;
  target?: CallTarget;
  createdAt?: Timestamp;
  endedAt?: Timestamp;
  endReason?: EndReason;
  problem?: string;
  /** In the order of invitation; empty when nothing of the call is kept but its lines. */
  participants: {
    id: ParticipantId;
    party: Party;
    role: ParticipantRole;
    state: ParticipantState;
  }[];
}

/** Which lines. */
export interface LogQuery {
  /** What a person was shown: of an entry, of a problem, or the first 8 characters of a call's id. */
  reference?: string;
  call?: CallId;
  person?: PersonId;
  /** These and graver ones. */
  level?: LogLevel;
  /** Part of the message, in any case. */
  text?: string;
  since?: Timestamp;
  until?: Timestamp;
}

export type LogFormat = "json" | "ndjson";

export interface LogOperations {
  /**
   * Hands lines of a page over: at most 100. Those of providers whose remote log is off are left out, but for errors with a
   * reference. `sentAt` is the page's clock now; `dropped` counts lines that it had no room for. What is beyond this person's
   * rate is not kept, and `retryAfterMs` says for how long. `wanted` names the loggers that are on; without entries it is a
   * question for that alone.
   */
  "logs.write": {
    input: { sentAt: Timestamp; dropped?: number; entries: LogEntry[] };
    result: { kept: number; wanted: string[]; retryAfterMs?: number };
  };
  /**
   * Lines, newest first. With `reference` or `call` the time line of that call instead, oldest first: what its pages, the
   * server and the call itself had to say, of every participant. `entry` is the one with the reference. Administrators only.
   */
  "logs.find": {
    input: LogQuery & { before?: Cursor; limit?: number };
    result: { lines: LogLine[]; next?: Cursor; entry?: LogLine; call?: TracedCall };
  };
  /** The same as text, up to 1,000 lines: one JSON array, or a line of JSON each. Administrators only. */
  "logs.export": {
    input: LogQuery & { format: LogFormat; before?: Cursor };
    result: { content: string; next?: Cursor };
  };
}

export const LOG_OPERATIONS: { readonly [Name in keyof LogOperations]: OperationEntry } = {
  "logs.write": { rest: { method: "POST", path: "/v1/logs" }, who: ["user", "seat"], codes: [] },
  "logs.find": { rest: { method: "GET", path: "/v1/logs" }, who: ["admin"], codes: ["not-found"] },
  "logs.export": {
    rest: { method: "GET", path: "/v1/logs/export" },
    who: ["admin"],
    codes: ["not-found"],
  },
};
