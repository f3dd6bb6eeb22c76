import { html } from "hono/html";
import type { ConversationName } from "../chat/conversations.ts";
import type { Language } from "../locales/language.ts";
import { icon } from "./icons.ts";
import type { Markup } from "./markup.ts";

/** Messages and the line in which one writes; `assets/chat.js` fills it and sends. */
export function conversation(
  name: ConversationName,
  labels: { messages: string; message: string },
  { say }: Language,
): Markup {
  return html`<div class="conversation" data-conversation="${name}">
    <div class="log" role="log" tabindex="0" aria-label="${labels.messages}">
      <p class="muted empty">${say("no-messages")}</p>
    </div>
    <form class="write">
      <input name="text" maxlength="1000" autocomplete="off" required aria-label="${labels.message}" placeholder="${say("message")}" />
      <button class="icon-only primary" aria-label="${say("send")}" title="${say("send")}">${icon("send")}</button>
    </form>
    <p class="trouble" role="status" data-words="${say("not-sent")}"></p>
  </div>`;
}
