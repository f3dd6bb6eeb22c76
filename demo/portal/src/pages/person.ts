import { html } from "hono/html";
import type { Language } from "../locales/language.ts";
import { type DemoPerson, portraitPath } from "../people/people.ts";
import { type Markup, NOTHING } from "./markup.ts";

/** Who looks, and in which language: what a person looks like depends on both. */
export interface Look {
  me: DemoPerson;
  language: Language;
}

export function portrait(person: DemoPerson, size: number): Markup {
  return html`<img class="portrait" src="${portraitPath(person)}" alt="" width="${size}" height="${size}" />`;
}

/** A place for Ringline's call button; nobody calls themselves. `about` says what the call is about. */
export function callMark(person: DemoPerson, { me }: Look, about?: string): Markup {
  if (person.id === me.id) return NOTHING;
  const subject = about === undefined ? "" : html`data-call-about="${about}"`;
  return html`<span class="call" data-call-user="${person.id}" data-call-name="${person.name}" ${subject}></span>`;
}

/** Where somebody is now, as words. */
export function presence(person: DemoPerson): Markup {
  return html`<ringline-presence class="presence" user="${person.id}" labelled></ringline-presence>`;
}

/**
 * A name with a card that appears on hover, focus and tap (`assets/user-cards.js`). `place` tells it from the same name
 * elsewhere on the page.
 */
export function nameWithCard(person: DemoPerson, look: Look, place: string): Markup {
  const id = `card-${place}-${person.id}`;
  return html`<div class="with-card">
    <button type="button" class="name" aria-expanded="false" aria-controls="${id}">${person.name}</button>
    ${userCard(person, look, id)}
  </div>`;
}

function userCard(person: DemoPerson, look: Look, id: string): Markup {
  const { say } = look.language;
  return html`<div class="card" id="${id}" role="group" aria-label="${say("show-card", person.name)}" hidden>
    <div class="card-head">
      ${portrait(person, 64)}
      <div>
        <strong>${person.name}</strong>
        <span class="muted" lang="en">${person.work}</span>
        ${presence(person)}
      </div>
    </div>
    <p lang="en">${person.about}</p>
    <div class="card-acts">
      ${callMark(person, look)}
      <a class="button quiet" href="/people/${person.id}">${say("show-profile")}</a>
    </div>
  </div>`;
}
