import type { QualityProblem } from "@ringline/protocol";
import { html, nothing, type TemplateResult } from "lit";
import type { PageView } from "../call/page-view.ts";
import type { Words } from "../locales/words.ts";
import type { Actions } from "./actions.ts";
import { microphoneIcon, microphoneOffIcon, openIcon, soundIcon, weakIcon } from "./icons.ts";
import { isolated } from "./isolated.ts";
import { knockCards } from "./knock-card.ts";
import { isLive } from "./stage.ts";

/** What the person should know now, below the top; announced as it comes. */
export function notices(view: PageView, words: Words, actions: Actions): TemplateResult {
  return html`<div class="notices" aria-live="polite">
    ${knockCards(view.knocks, words, actions)}
    ${view.remote?.isMuted && isLive(view) ? mutedNotice(view, words) : nothing}
    ${view.isPartnerAway ? awayNotice(view, words) : nothing}
    ${view.problems.map((problem) => qualityNotice(problem, view, words))}
    ${view.notices.map((key) => html`<p>${words.text(key)}</p>`)}
    ${view.problem === undefined ? nothing : problemNotice(view.problem, words)}
    ${view.isWindowBlocked ? windowOffer(view, words, actions) : nothing}
    ${view.needsPress ? devicesOffer(words, actions) : nothing}
    ${view.isSoundBlocked ? soundOffer(words, actions) : nothing}
  </div>`;
}

function mutedNotice({ name }: PageView, words: Words): TemplateResult {
  return html`<p>
    ${microphoneOffIcon}<span>${isolated(words.parts("partner-muted", { name }))}</span>
  </p>`;
}

function awayNotice({ name }: PageView, words: Words): TemplateResult {
  return html`<p>${weakIcon}<span>${isolated(words.parts("partner-away", { name }))}</span></p>`;
}

function qualityNotice(problem: QualityProblem, { name }: PageView, words: Words): TemplateResult {
  return html`<p>${weakIcon}<span>${isolated(words.parts(problem, { name }))}</span></p>`;
}

function problemNotice(
  { text, reference }: NonNullable<PageView["problem"]>,
  words: Words,
): TemplateResult {
  return html`<p><bdi>${text}</bdi> <small class="reference">${words.text("reference", { reference })}</small></p>`;
}

/** What a script may not open the person may: the same address, which does not reach back either. */
function windowOffer({ destination }: PageView, words: Words, actions: Actions) {
  if (destination === undefined) return nothing;
  return html`<p>${words.text("window-blocked")}</p>
    <a
      class="offer"
      href=${destination.url}
      target="_blank"
      rel="noopener noreferrer"
      @click=${actions.enterByLink}
    >
      ${openIcon}<span>${words.text("open-by-link")}</span>
    </a>`;
}

function devicesOffer(words: Words, actions: Actions): TemplateResult {
  return html`<p>${words.text("devices-wait")}</p>
    <button class="offer" type="button" @click=${actions.startDevices}>
      ${microphoneIcon}<span>${words.text("start-devices")}</span>
    </button>`;
}

function soundOffer(words: Words, actions: Actions): TemplateResult {
  return html`<button class="offer" type="button" @click=${actions.turnSoundOn}>
    ${soundIcon}<span>${words.text("turn-sound-on")}</span>
  </button>`;
}
