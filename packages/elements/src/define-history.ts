import { defineElement } from "./define-element.ts";
import { CallHistoryElement } from "./history/call-history.ts";
import { MissedCallsElement } from "./history/missed-calls.ts";

/** Defines the call history and its badge: for pages that have them. Twice is once. */
export function defineHistoryElements(): void {
  defineElement("ringline-call-history", CallHistoryElement);
  defineElement("ringline-missed-calls", MissedCallsElement);
}
