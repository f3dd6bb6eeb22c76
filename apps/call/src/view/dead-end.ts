import { html, nothing, render } from "lit";
import type { Ending } from "../call/ending.ts";
import type { Words } from "../locales/words.ts";

/** The page where there is no call to show: words, and a way out. */
export function showEnding({ message, advice }: Ending, words: Words, close: () => void): void {
  document.documentElement.lang = words.language;
  document.documentElement.dir = words.direction;
  document.title = words.text("title-opening");
  render(
    html`<main class="window over">
      <h1 class="status">${words.text(message)}</h1>
      <div class="end">
        ${advice === undefined ? nothing : html`<p class="advice">${words.text(advice)}</p>`}
        <button class="close" type="button" @click=${close}>
          ${words.text("close")}
        </button>
      </div>
    </main>`,
    document.body,
  );
}
