import { ProfileAccountsElement } from "./accounts/profile-accounts.ts";
import { AvatarElement } from "./avatar/avatar.ts";
import { CallButtonElement } from "./button/call-button.ts";
import { IncomingCallElement } from "./card/incoming-call.ts";
import { CallChoiceElement } from "./choice/call-choice.ts";
import { CallHistoryElement } from "./history/call-history.ts";
import { MissedCallsElement } from "./history/missed-calls.ts";
import { CallBarElement } from "./layer/call-bar.ts";
import { CallLayerElement } from "./layer/call-layer.ts";
import { CallPanelElement } from "./layer/call-panel.ts";
import { NoticeElement } from "./layer/notice.ts";
import { PresenceElement } from "./presence/presence.ts";
import { StatusMenuElement } from "./status/status-menu.ts";

/** Defines the call button, which needs nothing but the browser. Twice is once. */
export function defineCallButton(): void {
  define("ringline-call-button", CallButtonElement);
}

/** Defines all other elements. Twice is once. */
export function defineLayerElements(): void {
  define("ringline-call-choice", CallChoiceElement);
  define("ringline-presence", PresenceElement);
  define("ringline-avatar", AvatarElement);
  define("ringline-incoming-call", IncomingCallElement);
  define("ringline-notice", NoticeElement);
  define("ringline-call-bar", CallBarElement);
  define("ringline-call-panel", CallPanelElement);
  define("ringline-call-layer", CallLayerElement);
  define("ringline-status-menu", StatusMenuElement);
}

/** Defines the call history and its badge: for pages that have them. Twice is once. */
export function defineHistoryElements(): void {
  define("ringline-call-history", CallHistoryElement);
  define("ringline-missed-calls", MissedCallsElement);
}

/** Defines the editor of accounts. Twice is once. */
export function defineAccountElements(): void {
  define("ringline-profile-accounts", ProfileAccountsElement);
}

function define(name: string, element: CustomElementConstructor): void {
  if (customElements.get(name) === undefined) customElements.define(name, element);
}
