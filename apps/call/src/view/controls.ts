import { html, nothing, type TemplateResult } from "lit";
import type { PageView } from "../call/page-view.ts";
import type { Words } from "../locales/words.ts";
import type { Actions } from "./actions.ts";
import { deviceMenu } from "./device-menu.ts";
import {
  cameraIcon,
  cameraOffIcon,
  hangUpIcon,
  microphoneIcon,
  microphoneOffIcon,
  openIcon,
} from "./icons.ts";

/** The bar at the bottom: microphone, camera, devices, hang up. A call elsewhere has devices of its own. */
export function controls(view: PageView, words: Words, actions: Actions): TemplateResult {
  return html`<div class="controls" role="group" aria-label=${words.text("controls")}>
    ${view.destination === undefined ? deviceControls(view, words, actions) : enterControl(view, words, actions)}
    <button
      class="control hang-up"
      type="button"
      aria-label=${words.text("hang-up")}
      title=${words.text("hang-up")}
      @click=${actions.hangUp}
    >
      ${hangUpIcon}
    </button>
  </div>`;
}

/** Where the call is framed, its own window is the second choice. */
function enterControl({ destination, hasEntered }: PageView, words: Words, actions: Actions) {
  if (destination === undefined || (!destination.isFramed && !hasEntered)) return nothing;
  return control({
    name: words.text(destination.isFramed ? "own-window" : "enter-again"),
    isOff: false,
    icon: openIcon,
    press: actions.enter,
  });
}

function deviceControls(view: PageView, words: Words, actions: Actions): TemplateResult {
  return html`${control({
    name: words.text(view.isMuted ? "unmute-microphone" : "mute-microphone"),
    isOff: view.isMuted,
    icon: view.isMuted ? microphoneOffIcon : microphoneIcon,
    press: () => actions.setMuted(!view.isMuted),
  })}
    ${control({
      name: words.text(view.hasCamera ? "turn-camera-off" : "turn-camera-on"),
      isOff: !view.hasCamera,
      icon: view.hasCamera ? cameraIcon : cameraOffIcon,
      press: () => actions.setCamera(!view.hasCamera),
    })}
    ${deviceMenu(view, words, actions)}`;
}

interface Control {
  name: string;
  isOff: boolean;
  icon: TemplateResult;
  press(): void;
}

/** The name says what a press does: no pressed state beside it, which would say it twice and differently. */
function control({ name, isOff, icon, press }: Control): TemplateResult {
  return html`<button
    class=${isOff ? "control off" : "control"}
    type="button"
    aria-label=${name}
    title=${name}
    @click=${press}
  >
    ${icon}
  </button>`;
}
