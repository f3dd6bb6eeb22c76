import type {
  CallId,
  CallMedia,
  CallSubject,
  CallTarget,
  EndReason,
  ParticipantState,
  Party,
  PersonId,
  ProviderId,
  Timestamp,
} from "./model.ts";
import type { OperationEntry } from "./operation-entry.ts";

/** One call that is over, as one person may see it: their row of the history. */
export interface HistoryEntry {
  call: CallId;
  direction: "outgoing" | "incoming";
  /** It rang for this person, or would have, and they were not in it: also when the caller gave up at once. */
  isMissed: boolean;
  /** Missed, and not looked at yet (`history.seen`). */
  isUnseen: boolean;
  /** What this person was in the call at its end. */
  state: ParticipantState;
  endReason: EndReason;
  /** With `failed`: the code that says how. With `hung-up`: `connection-lost` where one of two vanished without a goodbye. */
  problem?: string;
  provider: ProviderId;
  media: CallMedia;
  title: string;
  about?: CallSubject;
  target: CallTarget;
  caller: Party;
  /** Everybody else in it, in the order of invitation; of a call to a space or room those who came, at most 50. */
  others: Party[];
  createdAt: Timestamp;
  /** Absent when nobody answered. */
  answeredAt?: Timestamp;
  endedAt: Timestamp;
  /** From the press to the answer; absent without one. Milliseconds. */
  setUpMs?: number;
  /** How long this person was in the conversation; 0 without one. Milliseconds. */
  durationMs: number;
}

/** A row of the history with whose it is: for administrators. */
export interface PersonHistoryEntry extends HistoryEntry {
  person: PersonId;
}

/** Continues a list where its last page ended; opaque. */
export type Cursor = string;

export type HistoryFormat = "csv" | "json";

export interface HistoryOperations {
  /** This person's calls that are over, newest first. `limit` 1 to 100, default 30. `next` continues; absent on the last page. */
  "history.list": {
    input: { missed?: boolean; before?: Cursor; limit?: number };
    result: { entries: HistoryEntry[]; next?: Cursor };
  };
  /** This person has looked at their missed calls: none is unseen any more, on any device. */
  "history.seen": { input: Record<string, never>; result: Record<string, never> };
  /** Erases one row of this person's own history or, without `call`, all of it. Nobody else's row changes. */
  "history.erase": { input: { call?: CallId }; result: { count: number } };
  /** Rows of anybody at any time, newest first. `since` and `until`: when the call ended. Administrators only. */
  "history.find": {
    input: {
      person?: PersonId;
      call?: CallId;
      missed?: boolean;
      since?: Timestamp;
      until?: Timestamp;
      before?: Cursor;
      limit?: number;
    };
    result: { entries: PersonHistoryEntry[]; next?: Cursor };
  };
  /**
   * Up to 1,000 rows as text, newest first: this person's own or, for administrators, those of `person` or of `everybody`.
   * CSV (RFC 4180) has its head line on the first page only, and no cell that a spreadsheet takes for a formula; JSON is an array.
   */
  "history.export": {
    input: {
      format: HistoryFormat;
      person?: PersonId;
      everybody?: boolean;
      missed?: boolean;
      before?: Cursor;
    };
    result: { content: string; next?: Cursor };
  };
}

export const HISTORY_OPERATIONS: {
  readonly [Name in keyof HistoryOperations]: OperationEntry;
} = {
  "history.list": { rest: { method: "GET", path: "/v1/history" }, who: ["user"], codes: [] },
  "history.seen": { rest: { method: "POST", path: "/v1/history/seen" }, who: ["user"], codes: [] },
  "history.erase": { rest: { method: "DELETE", path: "/v1/history" }, who: ["user"], codes: [] },
  "history.find": { rest: { method: "GET", path: "/v1/history/all" }, who: ["admin"], codes: [] },
  "history.export": {
    rest: { method: "GET", path: "/v1/history/export" },
    who: ["user", "admin"],
    codes: [],
  },
};
