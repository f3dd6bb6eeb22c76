import { html } from "hono/html";
import type { Markup } from "../pages/markup.ts";
import type { Page } from "../pages/pages.ts";
import { type DemoPerson, PEOPLE, portraitPath } from "../people/people.ts";
import { ROOM, SPACE } from "./older-people.ts";

/** Who is here; a name opens the popover into which the older product put call buttons. */
export function intranetPage(me: DemoPerson): Page {
  const title = "Intranet";
  const others = PEOPLE.filter((person) => person !== me);
  const content = html`<h1>${title}</h1>
    <p class="muted">You are ${me.name}. Press a name to see who somebody is.</p>
    <ul class="sheet people">${others.map(personRow)}</ul>
    <div id="tiptip_holder" hidden><div id="tiptip_content" role="dialog" aria-label="Person"></div></div>`;
  return { title, content };
}

function personRow(person: DemoPerson): Markup {
  return html`<li class="person-row">
    <img class="portrait" src="${portraitPath(person)}" alt="" width="56" height="56" />
    <div class="person-words">
      <button type="button" class="quiet userPopover" aria-haspopup="dialog" data-userid="${person.id}" data-name="${person.name}" data-avatar="${portraitPath(person)}">${person.name}</button>
      <span class="muted">${person.work}</span>
    </div>
  </li>`;
}

export function olderProfilePage(person: DemoPerson): Page {
  const content = html`<article class="sheet profile uiProfileMenu">
    <img class="portrait" src="${portraitPath(person)}" alt="" width="132" height="132" />
    <div>
      <h1>${person.name}</h1>
      <div class="profileMenuNavHeader"><h3 class="muted" role="presentation" data-userid="${person.id}">${person.work} · ${person.place}</h3></div>
      <ul class="profileMenuApps"></ul>
      <p>${person.about}</p>
    </div>
  </article>`;
  return { title: person.name, content };
}

export function spacePage(): Page {
  const { title, members } = SPACE;
  const content = html`<h1>${title}</h1>
    <div id="UISpaceMenuPortlet"><ul class="spaceMenuApps"></ul></div>
    <h2>Members</h2>
    <ul class="sheet people">${members.map((person) => html`<li class="person-row"><img class="portrait" src="${portraitPath(person)}" alt="" width="40" height="40" /><a href="/portal/intranet/profile/${person.id}">${person.name}</a></li>`)}</ul>`;
  return { title, content };
}

/** The Chat application: whom one writes to is chosen on the left, and the call buttons stand beside the name. */
export function chatPage(me: DemoPerson): Page {
  const title = "Chat";
  const contact = (id: string, name: string, type: "u" | "t" | "s") =>
    html`<li><button type="button" class="quiet chat-contact" aria-pressed="false" data-room="${id}" data-type="${type}">${name}</button></li>`;
  const content = html`<h1>${title}</h1>
    <div class="chat-application" id="chatApplication">
      <ul class="sheet chat-contacts" aria-label="Conversations">
        ${PEOPLE.filter((person) => person !== me).map(({ id, name }) => contact(id, name, "u"))}
        ${contact(ROOM.id, ROOM.title, "t")}
        ${contact(SPACE.id, SPACE.title, "s")}
      </ul>
      <section class="sheet chat-room" aria-labelledby="chat-title">
        <h2 id="chat-title">Nobody yet</h2>
        <div class="callButtonContainerWrapper"></div>
      </section>
    </div>`;
  return { title, content };
}

/** Where a call takes place; its script fills the names in. */
export function callPage({ hasPicture }: { hasPicture: boolean }): Markup {
  const video = html`<div class="stage">
      <video id="remote-video" autoplay playsinline></video>
      <video id="local-video" autoplay playsinline muted></video>
    </div>`;
  return html`<h1 id="call-title">Call</h1>
    <p id="call-state" role="status">Connecting …</p>
    ${hasPicture ? video : ""}
    <div class="call-controls">
      <button type="button" id="mute-audio" aria-pressed="false">Mute microphone</button>
      ${hasPicture ? html`<button type="button" id="mute-video" aria-pressed="false">Turn camera off</button>` : ""}
      <button type="button" id="hangup" class="primary">Hang up</button>
    </div>`;
}
