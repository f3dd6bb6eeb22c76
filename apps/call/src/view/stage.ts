import { html, nothing, type TemplateResult } from "lit";
import { classMap } from "lit/directives/class-map.js";
import { guard } from "lit/directives/guard.js";
import type { PageView, Stage } from "../call/page-view.ts";
import type { Words } from "../locales/words.ts";
import type { Actions } from "./actions.ts";
import { portrait } from "./portrait.ts";

/** The other person's picture or portrait, large; one's own picture in the corner. */
export function stage(view: PageView, words: Words, actions: Actions): TemplateResult {
  const showsPicture = view.remote?.hasVideo === true && isLive(view);
  return html`
    <div class=${classMap({ remote: true, hidden: !showsPicture })}>
      ${remoteVideo(view, actions)}
    </div>
    ${showsPicture ? nothing : person(view, words)} ${ownPicture(view, words)}
  `;
}

/** While somebody has to wait for somebody; not once the machines are at work, which need the processor. */
const WAITING: readonly Stage[] = ["calling", "ringing"];

/** Sound and picture flow, or did a moment ago. */
export function isLive({ stage: name }: PageView): boolean {
  return name === "connected" || name === "reconnecting";
}

/**
 * There while sound arrives, also without a picture: it plays both. The stream is given to it once: lit sets an object again
 * with each drawing, and the element would begin anew, with a gap in the sound.
 */
function remoteVideo({ remote, name }: PageView, actions: Actions) {
  if (remote === undefined) return nothing;
  return html`<video
    class="remote-video"
    autoplay
    playsinline
    aria-label=${name}
    .srcObject=${guard([remote.stream], () => remote.stream)}
    @loadedmetadata=${playSound(actions)}
  ></video>`;
}

function playSound(actions: Actions) {
  return ({ target }: Event): void => {
    if (target instanceof HTMLVideoElement) target.play().catch(() => actions.soundRefused());
  };
}

/** Whom one talks with, while there is no picture. */
export function person(view: PageView, words: Words): TemplateResult {
  const isWaiting = WAITING.includes(view.stage) && view.ending === undefined;
  return html`<div class=${classMap({ person: true, waiting: isWaiting })}>
    ${portrait(view.partner)}
    <h1>${view.name === "" ? words.text("title-opening") : html`<bdi>${view.name}</bdi>`}</h1>
  </div>`;
}

function ownPicture({ ownVideo }: PageView, words: Words): TemplateResult | typeof nothing {
  if (ownVideo === undefined) return nothing;
  return html`<div class="own">
    ${guard(
      [ownVideo],
      () => html`<video
        class="own-video"
        autoplay
        playsinline
        .muted=${true}
        aria-label=${words.text("you")}
        .srcObject=${new MediaStream([ownVideo])}
      ></video>`,
    )}
    <span class="own-name" aria-hidden="true">${words.text("you")}</span>
  </div>`;
}
