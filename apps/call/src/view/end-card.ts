import { html, nothing, type TemplateResult } from "lit";
import { ref } from "lit/directives/ref.js";
import type { PageView } from "../call/page-view.ts";
import type { Words } from "../locales/words.ts";
import type { Actions } from "./actions.ts";
import { isolated } from "./isolated.ts";

/** What is left of the page after the call: a sentence, what to do, a button. */
export function endCard(view: PageView, words: Words, actions: Actions): TemplateResult {
  const { ending, name } = view;
  const { advice, reference } = ending ?? {};
  return html`<div class="end">
    ${advice === undefined ? nothing : html`<p class="advice">${isolated(words.parts(advice, { name }))}</p>`}
    ${
      reference === undefined
        ? nothing
        : html`<p class="reference">${words.text("reference", { reference })}</p>`
    }
    <button class="close" type="button" ${ref(focusOnce)} @click=${actions.close}>${words.text("close")}</button>
  </div>`;
}

/** The button that had the focus is gone with the call: the keyboard goes on here. */
function focusOnce(button: Element | undefined): void {
  // Lit tells of the button before it stands in the page.
  if (button instanceof HTMLElement) queueMicrotask(() => button.focus({ preventScroll: true }));
}
