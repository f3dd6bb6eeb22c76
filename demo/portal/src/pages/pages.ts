import { html } from "hono/html";
import { type DemoPerson, PEOPLE } from "../people/people.ts";
import { conversation } from "./conversation.ts";
import { type Markup, NOTHING } from "./markup.ts";
import { callMark, type Look, nameWithCard, portrait, presence } from "./person.ts";
import { POSTS, type Post, ROADMAP } from "./posts.ts";

/** A page without its frame. */
export interface Page {
  title: string;
  content: Markup;
}

/** What people wrote: a name with a card over each post. */
export function streamPage(look: Look): Page {
  const title = look.language.say("stream-title");
  const content = html`<h1>${title}</h1>
    ${POSTS.map((post) => postCard(post, look))}`;
  return { title, content };
}

function postCard(post: Post, look: Look): Markup {
  const ago = new Intl.RelativeTimeFormat(look.language.tag, { numeric: "auto" });
  return html`<article class="sheet post" aria-label="${post.author.name}">
    <header>
      ${portrait(post.author, 48)}
      <div class="post-head">
        ${nameWithCard(post.author, look, post.id)}
        <span class="muted">${ago.format(-post.hoursAgo, "hours")}</span>
      </div>
    </header>
    <p lang="en">${post.text}</p>
    ${post.picture ? html`<img class="picture" src="/assets/${post.picture}" alt="${post.alt ?? ""}" width="640" height="300" />` : ""}
    ${post.link ? html`<p><a class="more" href="${post.link.path}" lang="en">${post.link.title}</a></p>` : ""}
    ${post.mentions.length > 0 ? mentioned(post, look) : ""}
  </article>`;
}

function mentioned(post: Post, look: Look): Markup {
  return html`<ul class="mentions">
    ${post.mentions.map((person) => html`<li>${portrait(person, 28)}${nameWithCard(person, look, post.id)}</li>`)}
  </ul>`;
}

export function peoplePage(look: Look): Page {
  const { say } = look.language;
  const title = say("people");
  const content = html`<h1>${title}</h1>
    <p class="muted">${say("people-hint")}</p>
    <ul class="sheet people">
      ${PEOPLE.map((person) => personRow(person, look))}
    </ul>`;
  return { title, content };
}

function personRow(person: DemoPerson, look: Look, about?: string): Markup {
  const you = person.id === look.me.id ? ` ${look.language.say("you-in-brackets")}` : "";
  return html`<li class="person-row">
    ${portrait(person, 56)}
    <div class="person-words">
      <a href="/people/${person.id}">${person.name}${you}</a>
      <span class="muted" lang="en">${person.work}</span>
      ${presence(person)}
    </div>
    ${callMark(person, look, about)}
  </li>`;
}

/** One element of Ringline's is the whole list. */
export function callsPage({ language: { say } }: Look): Page {
  const title = say("calls");
  const content = html`<h1>${title}</h1>
    <p class="muted">${say("calls-hint")}</p>
    <section class="sheet calls" aria-label="${title}">
      <ringline-call-history></ringline-call-history>
    </section>`;
  return { title, content };
}

export function profilePage(person: DemoPerson, look: Look): Page {
  const content = html`<article class="sheet profile">
    ${portrait(person, 132)}
    <div>
      <h1>${person.name}</h1>
      <p class="muted" lang="en">${person.work} · ${person.place}</p>
      <p>${presence(person)}</p>
      <p lang="en">${person.about}</p>
      ${callMark(person, look)}
      ${person.id === look.me.id ? html`<ringline-profile-accounts></ringline-profile-accounts>` : NOTHING}
    </div>
  </article>`;
  return { title: person.name, content };
}

export function roomPage(look: Look): Page {
  const { say } = look.language;
  const labels = {
    messages: say("messages-in", say("room")),
    message: say("message-to", say("room")),
  };
  const title = say("room");
  const members = PEOPLE.filter(({ roles }) => roles === undefined);
  const content = html`<h1>${title}</h1>
    <p class="muted">${say("room-hint")}</p>
    <div class="room">
      <section class="sheet" aria-label="${labels.messages}">
        ${conversation("room:design", labels, look.language)}
      </section>
      <section aria-labelledby="members">
        <h2 id="members">${say("members")}</h2>
        <ul class="sheet people">
          ${members.map((person) => personRow(person, look))}
        </ul>
      </section>
    </div>`;
  return { title, content };
}

/** A document: calls from here say what they are about. */
export function documentPage(look: Look): Page {
  const { say } = look.language;
  const content = html`<article class="sheet document">
      <h1 lang="en">${ROADMAP.title}</h1>
      <p class="muted">${say("document-by", ROADMAP.author.name)}</p>
      <div lang="en">
        ${ROADMAP.parts.map(
          ({ title, lines }) => html`<h2>${title}</h2>
            <ul>
              ${lines.map((line) => html`<li>${line}</li>`)}
            </ul>`,
        )}
      </div>
    </article>
    <p class="muted">${say("document-hint")}</p>
    <ul class="sheet people">
      ${ROADMAP.readers.map((person) => personRow(person, look, ROADMAP.title))}
    </ul>`;
  return { title: ROADMAP.title, content };
}

export function notFoundPage({ language: { say } }: Look): Page {
  const title = say("not-found-title");
  const content = html`<h1>${title}</h1>
    <p>${say("not-found-hint")}</p>
    <p><a class="more" href="/stream">${say("to-the-stream")}</a></p>`;
  return { title, content };
}
