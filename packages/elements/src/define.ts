import { AvatarElement } from "./avatar/avatar.ts";
import { CallButtonElement } from "./button/call-button.ts";
import { IncomingCallElement } from "./card/incoming-call.ts";
import { CallBarElement } from "./layer/call-bar.ts";
import { CallLayerElement } from "./layer/call-layer.ts";
import { CallPanelElement } from "./layer/call-panel.ts";
import { NoticeElement } from "./layer/notice.ts";
import { PresenceElement } from "./presence/presence.ts";
import { StatusMenuElement } from "./status/status-menu.ts";

/** Defines the elements of the first load: button and presence. Twice is once. */
export function defineFirstElements(): void {
  define("ringline-call-button", CallButtonElement);
  define("ringline-presence", PresenceElement);
}

/** Defines the elements that are built on Lit. Twice is once. */
export function defineLayerElements(): void {
  define("ringline-avatar", AvatarElement);
  define("ringline-incoming-call", IncomingCallElement);
  define("ringline-notice", NoticeElement);
  define("ringline-call-bar", CallBarElement);
  define("ringline-call-panel", CallPanelElement);
  define("ringline-call-layer", CallLayerElement);
  define("ringline-status-menu", StatusMenuElement);
}

function define(name: string, element: CustomElementConstructor): void {
  if (customElements.get(name) === undefined) customElements.define(name, element);
}
