import type { CallClient, PlaceOptions } from "@ringline/client";
import type { Call, CallId, CallTarget, ErrorCode } from "@ringline/protocol";
import type { ButtonMessage } from "../locales/en.ts";
import type { Localiser } from "../localise.ts";

/** What a person chose on the incoming card. */
export interface AnswerChoice {
  /** Absent: as the camera was last time. */
  camera?: boolean;
  /** End this call first. */
  leave?: CallId;
}

/** A refused press, to be told in words. */
export interface Refusal {
  act: "place" | "answer";
  code: ErrorCode;
  /** Finds the server's log line; absent where the server was not reached. */
  reference?: string;
  retryAfterMs?: number;
  /** With `answered-elsewhere`: the device that won. */
  device?: string;
  /** The same press again, ending the present call first; with `in-other-call` only. */
  endAndRetry?: () => void;
}

/** What all elements of one page share: the connection, the words, and the acts that open a call page. */
export interface CallDesk {
  readonly client: CallClient;
  readonly localiser: Localiser<ButtonMessage>;
  /** This browser has WebRTC. */
  readonly canCall: boolean;
  /** Must run inside the click: it opens the call page. `from` is where the DOM event starts. */
  place(target: CallTarget, options: PlaceOptions, from: EventTarget): void;
  /** Must run inside the click: it opens the call page. */
  answer(call: Call, choice: AnswerChoice): void;
  /** Answer was pressed on this page. */
  hasAnswered(call: CallId): boolean;
  /** This page has opened the call page of that call, as far as it can know. */
  hasCallPage(call: CallId): boolean;
  /** Brings the call page to the front; without effect where this page has not opened it. */
  showCallPage(call: CallId): void;
  /** Hangs up, or gives up while it rings. */
  leave(call: Call): void;
}
