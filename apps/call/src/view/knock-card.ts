import { html, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { Knock } from "../call/knocks.ts";
import type { Words } from "../locales/words.ts";
import type { Actions } from "./actions.ts";

/** Who calls while this call runs; stands among the notices, which are announced, and takes the focus from nobody. */
export function knockCards(
  knocks: readonly Knock[],
  words: Words,
  actions: Actions,
): TemplateResult {
  return html`${repeat(
    knocks,
    ({ call }) => call,
    (knock) => card(knock, words, actions),
  )}`;
}

function card({ call, title }: Knock, words: Words, actions: Actions): TemplateResult {
  return html`<section class="knock" role="group" aria-label=${title}>
    <p><bdi>${title}</bdi></p>
    <div class="knock-acts">
      <button class="answer" type="button" @click=${() => actions.answerKnock(call)}>
        ${words.text("end-and-answer")}
      </button>
      <button type="button" @click=${() => actions.declineKnock(call)}>${words.text("decline")}</button>
    </div>
  </section>`;
}
