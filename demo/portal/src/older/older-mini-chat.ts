import { html } from "hono/html";
import type { Markup } from "../pages/markup.ts";
import { type DemoPerson, PEOPLE } from "../people/people.ts";
import { ROOM } from "./older-people.ts";

/** The small chat beside every page but the Chat application: in its head, `.title-right`, the older product put call buttons. */
export function olderMiniChat(me: DemoPerson): Markup {
  const contact = (id: string, name: string, type: "u" | "t") =>
    html`<li><button type="button" class="mini-contact" data-room="${id}" data-type="${type}">${name}</button></li>`;
  return html`<aside class="mini-chat" aria-label="Chat">
    <button type="button" class="mini-toggle" aria-expanded="false" aria-controls="mini-chat">Chat</button>
    <div id="mini-chat" class="mini-body" hidden>
      <ul class="mini-people">
        ${PEOPLE.filter((person) => person !== me).map(({ id, name }) => contact(id, name, "u"))}
        ${contact(ROOM.id, ROOM.title, "t")}
      </ul>
      <section class="mini-conversation" aria-labelledby="mini-title" hidden>
        <div class="mini-head">
          <button type="button" class="quiet mini-back">All</button>
          <strong id="mini-title"></strong>
          <div class="title-right"></div>
        </div>
      </section>
    </div>
  </aside>`;
}
