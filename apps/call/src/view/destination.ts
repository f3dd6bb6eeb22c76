import { html, nothing, type TemplateResult } from "lit";
import { guard } from "lit/directives/guard.js";
import type { PageView } from "../call/page-view.ts";
import type { Words } from "../locales/words.ts";
import type { Actions } from "./actions.ts";
import { openIcon } from "./icons.ts";
import { isolated } from "./isolated.ts";
import { person } from "./stage.ts";

const FRAME_ALLOWS =
  "camera; microphone; display-capture; autoplay; fullscreen; speaker-selection; screen-wake-lock";

/** The middle of a control strip: the page where the call takes place, or the way to it. */
export function destination(view: PageView, words: Words, actions: Actions): TemplateResult {
  const { destination: place, stage } = view;
  const isFramed = place?.isFramed === true && stage === "connected";
  return isFramed ? frame(view, words) : door(view, words, actions);
}

/** Drawn once per address: a frame that is set again loads again, and whoever is in it is thrown out. */
function frame({ destination: place }: PageView, words: Words): TemplateResult {
  return html`<div class="remote framed">
    ${guard(
      [place?.url],
      () => html`<iframe
        class="destination"
        title=${words.text("destination", { host: place?.host ?? "" })}
        src=${place?.url ?? ""}
        allow=${FRAME_ALLOWS}
        referrerpolicy="no-referrer"
      ></iframe>`,
    )}
  </div>`;
}

function door(view: PageView, words: Words, actions: Actions): TemplateResult {
  const { destination: place, hasEntered } = view;
  const hint = hasEntered ? "entered-hint" : "enter-hint";
  const opens = place?.isFramed === false;
  return html`${person(view, words)}
    <div class="door">
      ${
        opens && !hasEntered
          ? html`<button class="enter" type="button" @click=${actions.enter}>
              ${openIcon}<span>${words.text("enter")}</span>
            </button>`
          : nothing
      }
      ${
        opens
          ? html`<p class="advice">${isolated(words.parts(hint, { host: place?.host ?? "" }))}</p>`
          : nothing
      }
    </div>`;
}
