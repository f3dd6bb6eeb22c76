import { AvatarElement } from "./avatar/avatar.ts";
import { CallButtonElement } from "./button/call-button.ts";
import { IncomingCallElement } from "./card/incoming-call.ts";
import { CallChoiceElement } from "./choice/call-choice.ts";
import { defineElement } from "./define-element.ts";
import { CallBarElement } from "./layer/call-bar.ts";
import { CallLayerElement } from "./layer/call-layer.ts";
import { CallPanelElement } from "./layer/call-panel.ts";
import { NoticeElement } from "./layer/notice.ts";
import { PresenceElement } from "./presence/presence.ts";
import { StatusMenuElement } from "./status/status-menu.ts";

/** Defines the call button, which needs nothing but the browser. Twice is once. */
export function defineCallButton(): void {
  defineElement("ringline-call-button", CallButtonElement);
}

/** Defines what floats above a page and what stands in many. Twice is once. */
export function defineLayerElements(): void {
  defineElement("ringline-call-choice", CallChoiceElement);
  defineElement("ringline-presence", PresenceElement);
  defineElement("ringline-avatar", AvatarElement);
  defineElement("ringline-incoming-call", IncomingCallElement);
  defineElement("ringline-notice", NoticeElement);
  defineElement("ringline-call-bar", CallBarElement);
  defineElement("ringline-call-panel", CallPanelElement);
  defineElement("ringline-call-layer", CallLayerElement);
  defineElement("ringline-status-menu", StatusMenuElement);
}
