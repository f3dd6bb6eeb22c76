import { type CallError, type ErrorCode, isErrorCode, type Party } from "@ringline/protocol";
import type { Refusal } from "../desk/call-desk.ts";
import type { LayerMessage } from "../locales/en.ts";

/** Something to be told in words, lower right. */
export type Notice =
  | { type: "refusal"; refusal: Refusal }
  /** No call reaches this page any more. `again`: tries it anew. */
  | { type: "end"; error: CallError; again: () => void }
  | { type: "missed"; caller: Party; count: number }
  | { type: "elsewhere"; device?: string };

/** How long a notice stays, milliseconds; all but one stay until they are put away. */
export function noticeLastsMs(notice: Notice): number | undefined {
  return notice.type === "elsewhere" ? 8_000 : undefined;
}

/** Adds a notice; a further missed call of the same party counts up, a further refusal replaces the one before. */
export function addNotice(notices: readonly Notice[], added: Notice): Notice[] {
  if (added.type !== "missed") {
    return [...notices.filter(({ type }) => type !== added.type), added];
  }
  const key = partyKey(added.caller);
  const isSame = (notice: Notice): boolean =>
    notice.type === "missed" && partyKey(notice.caller) === key;
  const before = notices.find(isSame);
  const count = before?.type === "missed" ? before.count + added.count : added.count;
  return [...notices.filter((notice) => !isSame(notice)), { ...added, count }];
}

/**
 * What an error says; anything but a `CallError` is a fault of ours. Known by its code, not by its class: it may come
 * from another script than this one.
 */
export function callErrorOf(error: unknown): Pick<CallError, "code" | "details"> {
  const { code, details } = (error ?? {}) as Partial<CallError>;
  return isErrorCode(code)
    ? { code, details: details ?? {} }
    : { code: "internal-error", details: {} };
}

/** The words for a code that a press can meet. */
export function failureMessage(code: ErrorCode): LayerMessage {
  return FAILURE_MESSAGES[code] ?? "failure-other";
}

/** The words for why no call reaches a page any more. */
export function endMessage(code: ErrorCode): LayerMessage {
  return code === "rate-limited" ? "failure-too-many-pages" : failureMessage(code);
}

const FAILURE_MESSAGES: { readonly [Code in ErrorCode]?: LayerMessage } = {
  "not-allowed": "failure-not-allowed",
  "in-other-call": "failure-in-other-call",
  "provider-off": "failure-provider-off",
  "account-missing": "failure-account-missing",
  "ring-limit": "failure-too-often",
  "rate-limited": "failure-too-often",
  "too-many-invitees": "failure-too-many",
  "answered-elsewhere": "failure-elsewhere",
  "not-winner": "failure-elsewhere",
  "not-ringing": "failure-over",
  "call-ended": "failure-over",
  "call-not-found": "failure-over",
  "not-found": "failure-not-allowed",
  "connector-failed": "failure-connector",
  "connection-lost": "failure-away",
  draining: "failure-away",
  "storage-unavailable": "failure-away",
  "policy-unavailable": "failure-away",
  "not-authenticated": "failure-sign-in",
  "invalid-token": "failure-sign-in",
  "token-expired": "failure-sign-in",
  "token-revoked": "failure-sign-in",
  "unsupported-version": "failure-version",
  "webrtc-unsupported": "failure-no-webrtc",
  "popup-blocked": "failure-blocked",
};

function partyKey(party: Party): string {
  return party.type === "address" ? party.address : `${party.type} ${party.id}`;
}
