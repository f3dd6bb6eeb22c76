import { html } from "hono/html";
import type { Language } from "../locales/language.ts";
import { type DemoPerson, PEOPLE } from "../people/people.ts";
import { conversation } from "./conversation.ts";
import { icon } from "./icons.ts";
import type { Markup } from "./markup.ts";
import { callMark, portrait } from "./person.ts";

/** The small chat that goes along on every page: whom to write to, then the conversation with a call button. */
export function miniChat(me: DemoPerson, language: Language): Markup {
  const { say } = language;
  const others = PEOPLE.filter(({ id }) => id !== me.id);
  return html`<aside class="mini-chat" aria-label="${say("chat")}" data-me="${me.id}">
    <button type="button" class="mini-toggle" aria-expanded="false" aria-controls="mini-chat">
      ${icon("chat")}<span>${say("chat")}</span><span class="unread" hidden></span>${icon("unfold")}
    </button>
    <div id="mini-chat" class="mini-body" hidden>
      <ul class="mini-people">
        ${others.map((person) => personLine(person))}
      </ul>
      ${others.map((person) => personConversation(person, { me, language }))}
    </div>
  </aside>`;
}

function personLine(person: DemoPerson): Markup {
  return html`<li>
    <button type="button" data-open="person:${person.id}">
      ${portrait(person, 32)}<span>${person.name}</span>
      <ringline-presence user="${person.id}"></ringline-presence>
    </button>
  </li>`;
}

function personConversation(
  person: DemoPerson,
  look: { me: DemoPerson; language: Language },
): Markup {
  const { say } = look.language;
  const labels = {
    messages: say("messages-with", person.name),
    message: say("message-to", person.name),
  };
  return html`<section class="mini-conversation" data-with="person:${person.id}" aria-label="${labels.messages}" hidden>
    <div class="mini-head">
      <button type="button" class="quiet icon-only" data-back aria-label="${say("back-to-people")}">${icon("back")}</button>
      <strong>${person.name}</strong>
      ${callMark(person, look)}
    </div>
    ${conversation(`person:${person.id}`, labels, look.language)}
  </section>`;
}
