import { html } from "hono/html";
import { STYLES } from "../assets.ts";
import type { Word } from "../locales/en.ts";
import type { Language } from "../locales/language.ts";
import { type DemoPerson, portraitPath } from "../people/people.ts";
import { icon } from "./icons.ts";
import { type Markup, NOTHING } from "./markup.ts";
import { miniChat } from "./mini-chat.ts";

/** What every page needs to know. */
export interface PageContext {
  /** Absent on the page on which one signs in. */
  person: DemoPerson | undefined;
  language: Language;
  /** The call server's origin. */
  callServer: string;
  path: string;
}

const LINKS: readonly { word: Word; path: string; icon: Parameters<typeof icon>[0] }[] = [
  { word: "stream", path: "/stream", icon: "stream" },
  { word: "people", path: "/people", icon: "people" },
  { word: "calls", path: "/calls", icon: "calls" },
  { word: "room", path: "/rooms/design", icon: "room" },
  { word: "roadmap", path: "/documents/roadmap", icon: "document" },
];

const BADGE = html`<ringline-missed-calls></ringline-missed-calls>`;

/** A whole page. Of Ringline it has the script tag, a few marks and elements, and nothing else. */
export function layout(context: PageContext, title: string, content: Markup): Markup {
  const { person, language } = context;
  return html`<!doctype html>
<html lang="${language.tag}">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <title>${title} · Meadow</title>
    <link rel="icon" href="/assets/icon.svg" type="image/svg+xml" />
    ${STYLES.map((name) => html`<link rel="stylesheet" href="/assets/${name}" />`)}
    ${person ? scripts(context, person) : NOTHING}
  </head>
  <body>
    <a class="skip" href="#content">${language.say("skip-to-content")}</a>
    ${person ? header(context, person) : NOTHING}
    <div class="columns">
      <main id="content" tabindex="-1">${content}</main>
      ${person ? miniChat(person, language) : NOTHING}
    </div>
  </body>
</html>`;
}

/** The accounts of whoever is signed in stand on their own page. */
function scripts({ callServer }: PageContext, me: DemoPerson): Markup {
  return html`<script src="/assets/portal.js" type="module"></script>
    <script src="${callServer}/ringline.js" data-token-url="/token" data-accounts-url="/people/${me.id}" async></script>`;
}

function header({ language, path }: PageContext, person: DemoPerson): Markup {
  const { say } = language;
  return html`<header class="top">
    <a class="brand" href="/stream"><img src="/assets/icon.svg" alt="" width="28" height="28" />Meadow</a>
    <nav aria-label="${say("main-navigation")}">
      ${LINKS.map(
        (
          link,
        ) => html`<a href="${link.path}" ${link.path === path ? html`aria-current="page"` : ""}>
          ${icon(link.icon)}<span>${say(link.word)}</span>${link.word === "calls" ? BADGE : NOTHING}
        </a>`,
      )}
    </nav>
    <div class="me">
      <ringline-status-menu></ringline-status-menu>
      <a class="portrait-link" href="/people/${person.id}">
        <img class="portrait" src="${portraitPath(person)}" alt="${say("signed-in-as", person.name)}" width="36" height="36" />
      </a>
      <form method="post" action="/sign-out">
        <button class="quiet icon-only" aria-label="${say("sign-out")}" title="${say("sign-out")}">${icon("leave")}</button>
      </form>
    </div>
  </header>`;
}
