import { html, nothing, type TemplateResult } from "lit";
import { classMap } from "lit/directives/class-map.js";
import { guard } from "lit/directives/guard.js";
import type { PageView } from "../call/page-view.ts";
import type { Words } from "../locales/words.ts";
import type { Actions } from "./actions.ts";
import { microphoneOffIcon, soundIcon } from "./icons.ts";
import { isolated } from "./isolated.ts";
import { portrait } from "./portrait.ts";

/** The other person's picture or portrait, large; one's own picture in the corner. */
export function stage(view: PageView, words: Words, actions: Actions): TemplateResult {
  const showsPicture = view.remote?.hasVideo === true && isLive(view);
  return html`
    <div class=${classMap({ remote: true, hidden: !showsPicture })}>
      ${remoteVideo(view, words, actions)}
    </div>
    ${showsPicture ? nothing : person(view, words)}
    ${view.remote?.isMuted && isLive(view) ? mutedBadge(view, words) : nothing}
    ${ownPicture(view, words)} ${soundOffer(view, words, actions)}
  `;
}

function isLive({ stage: name }: PageView): boolean {
  return name === "connected" || name === "reconnecting";
}

/** There while sound arrives, also without a picture: it plays both. */
function remoteVideo({ remote, name, preferences }: PageView, _: Words, actions: Actions) {
  if (remote === undefined) return nothing;
  return html`<video
    class="remote-video"
    autoplay
    playsinline
    aria-label=${name}
    .srcObject=${remote.stream}
    data-speaker=${preferences.speaker ?? ""}
    @loadedmetadata=${playSound(actions)}
  ></video>`;
}

function playSound(actions: Actions) {
  return ({ target }: Event): void => {
    if (target instanceof HTMLVideoElement) target.play().catch(() => actions.soundRefused());
  };
}

function person(view: PageView, words: Words): TemplateResult {
  const isWaiting = !isLive(view) && view.ending === undefined;
  return html`<div class=${classMap({ person: true, waiting: isWaiting })}>
    ${portrait(view.partner)}
    <h1>${view.name === "" ? words.text("title-opening") : html`<bdi>${view.name}</bdi>`}</h1>
  </div>`;
}

function mutedBadge({ name }: PageView, words: Words): TemplateResult {
  return html`<p class="badge">
    ${microphoneOffIcon}<span>${isolated(words.parts("partner-muted", { name }))}</span>
  </p>`;
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

function soundOffer({ isSoundBlocked }: PageView, words: Words, actions: Actions) {
  if (!isSoundBlocked) return nothing;
  return html`<button class="sound-offer" type="button" @click=${actions.turnSoundOn}>
    ${soundIcon}<span>${words.text("turn-sound-on")}</span>
  </button>`;
}
