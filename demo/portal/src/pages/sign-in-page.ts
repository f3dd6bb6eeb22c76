import { html } from "hono/html";
import type { Language } from "../locales/language.ts";
import { PEOPLE } from "../people/people.ts";
import type { Markup } from "./markup.ts";
import { portrait } from "./person.ts";

/** The list of demo people to sign in as. */
export function signInPage({ say }: Language): Markup {
  return html`<div class="sign-in">
    <img src="/assets/icon.svg" alt="" width="64" height="64" />
    <h1>${say("sign-in-title")}</h1>
    <p class="muted">${say("sign-in-hint")}</p>
    <ul class="faces">
      ${PEOPLE.map(
        (person) => html`<li>
          <a class="sheet" href="/?as=${person.id}">
            ${portrait(person, 96)}<strong>${person.name}</strong><span class="muted" lang="en">${person.work}</span>
          </a>
        </li>`,
      )}
    </ul>
  </div>`;
}
