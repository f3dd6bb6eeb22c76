import type { Party } from "@ringline/protocol";
import { html, nothing, type TemplateResult } from "lit";
import type { Words } from "../locales/words.ts";
import type { Work } from "./work.ts";

/** What went wrong, in words, with the reference that finds it. */
export function problemBox({ problem }: Work, words: Words): TemplateResult | typeof nothing {
  if (!problem) return nothing;
  const { title, detail, reference } = problem;
  return html`<div class="problem" role="alert">
    <strong>${title}</strong>
    ${detail === undefined ? nothing : html`<p>${detail}</p>`}
    ${reference === "" ? nothing : html`<p>${words.text("reference")} <code>${reference}</code></p>`}
  </div>`;
}

/** A moment in the reader's own time; the exact one on hover. */
export function moment(time: string | undefined, words: Words): TemplateResult | typeof nothing {
  if (time === undefined) return nothing;
  const date = new Date(time);
  const shown = new Intl.DateTimeFormat(words.language, {
    dateStyle: "medium",
    timeStyle: "medium",
  }).format(date);
  return html`<time datetime=${time} title=${time}>${shown}</time>`;
}

/** Somebody, with the verified id beside the name: two people may be called alike. */
export function partyName(party: Party): TemplateResult {
  if (party.type === "address")
    return html`<bdi>${party.name ?? party.address}</bdi> <code>${party.address}</code>`;
  return html`<bdi>${party.name}</bdi> <code><bdi>${party.id}</bdi></code>`;
}

/** A value of any shape, for reading. */
export function shape(value: unknown): TemplateResult | typeof nothing {
  if (value === undefined) return nothing;
  return html`<pre dir="ltr" tabindex="0">${JSON.stringify(value, null, 1)}</pre>`;
}

/** Nothing to show, or still asking. */
export function emptyLine(isLoaded: boolean, text: string, words: Words): TemplateResult {
  if (isLoaded) return html`<p class="muted">${text}</p>`;
  return html`<p class="muted loading">${words.text("loading")}</p>`;
}

/** Gives a text to the person as a file of their own; nothing leaves the page. */
export function saveAs(name: string, content: string, type: string): void {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = Object.assign(document.createElement("a"), { href: url, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
