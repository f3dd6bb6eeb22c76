import type { CallClient, PlaceOptions } from "@ringline/client";
import type { Call, CallError, CallId, CallTarget, ErrorCode } from "@ringline/protocol";
import type { HostConnectors } from "../connectors/host-connectors.ts";
import type { ButtonMessage } from "../locales/en.ts";
import type { Texts } from "../localise.ts";
import type { CallPage } from "./call-pages.ts";

/** What a person chose on the incoming card. */
export interface AnswerChoice {
  /** Absent: as the camera was last time. */
  camera?: boolean;
  /** End this call first. */
  leave?: CallId;
}

/** A refused press, to be told in words. */
export interface Refusal {
  act: "place" | "answer" | "open" | "return" | "leave" | "decline" | "status";
  /** A `CallError`; anything else is a fault of ours. */
  error: unknown;
  /** The same press again, ending the call that this person is in. */
  endAndRetry?: () => void;
  /** Calls anew, in a panel. */
  again?: () => void;
}

/** What all elements of one page share: the connection, the words, and the acts that open a call page. */
export interface CallDesk {
  readonly client: CallClient;
  readonly texts: Texts<ButtonMessage>;
  /** This browser has WebRTC. */
  readonly canCall: boolean;
  /** Connectors that draw their own buttons here; put there by the layer. */
  hosts?: HostConnectors | undefined;
  /** A window that was opened did not come: the next calls stand in a panel. */
  prefersPanel?: boolean;
  /** Must run inside the click: it opens the call page. `from` is where the DOM event starts. */
  place(target: CallTarget, options: PlaceOptions, from: EventTarget): void;
  /** Must run inside the click: it opens the call page. */
  answer(call: Call, choice: AnswerChoice): void;
  /** Whom a press on this page calls while the server has not spoken; a further press is the same one. */
  readonly placing?: CallTarget | undefined;
  /** Answer was pressed for these on this page. */
  readonly answered: ReadonlySet<CallId>;
  /** The call pages that this page has opened; they may be out of reach by now. */
  readonly pages: Map<CallId, CallPage>;
  /**
   * Brings the call page to the front; where this page has not opened it, takes the running call to a new one. Must run inside
   * the click.
   */
  showCallPage(call: CallId): void;
  /** Tells a refused press in words, with its reference, and by `ringline-error`. */
  tell(refusal: Refusal): void;
}

const OVER: readonly unknown[] = [
  "call-ended",
  "call-not-found",
  "not-ringing",
] satisfies ErrorCode[];

/** Of a press that ends something: that it is over already is what was asked for. */
export function tellUnlessOver(desk: Pick<CallDesk, "tell">, refusal: Refusal): void {
  const { code } = (refusal.error ?? {}) as Partial<CallError>;
  if (!OVER.includes(code)) desk.tell(refusal);
}
