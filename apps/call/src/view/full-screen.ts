import { html, nothing } from "lit";
import type { Words } from "../locales/words.ts";
import { fullScreenIcon, leaveFullScreenIcon } from "./icons.ts";

/** Full screen, where the browser and the page around a panel allow it. */
export function fullScreenButton(words: Words) {
  if (!document.fullscreenEnabled) return nothing;
  const isFull = document.fullscreenElement !== null;
  const name = words.text(isFull ? "leave-full-screen" : "full-screen");
  return html`<button
    class="corner"
    type="button"
    aria-label=${name}
    title=${name}
    @click=${isFull ? leave : enter}
  >
    ${isFull ? leaveFullScreenIcon : fullScreenIcon}
  </button>`;
}

function enter(): void {
  document.documentElement.requestFullscreen().catch(ignoreRefused);
}

function leave(): void {
  document.exitFullscreen().catch(ignoreRefused);
}

/** The browser keeps the window as it is; nothing is lost. */
function ignoreRefused(): void {}
