import { html } from "hono/html";
import { type Markup, NOTHING } from "../pages/markup.ts";
import { type DemoPerson, portraitPath } from "../people/people.ts";
import { olderMiniChat } from "./older-mini-chat.ts";

/** What every page of the older portal needs to know. */
export interface OlderPage {
  me: DemoPerson;
  /** The call server's origin. */
  callServer: string;
  path: string;
  /** The pretty name of the space that the page is of. */
  space?: string;
}

const STYLES = ["site.css", "frame.css", "people.css", "pages.css", "chat.css"];
/** In this order, the call server's script after jQuery and what the portal says of itself. */
const BEFORE = ["jquery.js", "environment.js"];
const AFTER = [
  ...["start.js", "ring.js", "glimpse.js", "parley.js"],
  ...["user-popover.js", "chat-app.js", "mini-chat.js"],
];
/** Written as modules, by whoever wrote newer parts. */
const MODULES = new Set(["parley.js", "glimpse-call.js", "parley-call.js"]);
const CHAT = "/portal/chat";
const LINKS = [
  { title: "Intranet", path: "/portal/" },
  { title: "Meadow team", path: "/portal/g/:spaces:meadow_team/meadow_team" },
  { title: "Chat", path: CHAT },
];

/**
 * A page as portals of ten years ago were: jQuery, globals, and connectors' scripts that register themselves. What the scripts
 * need stands in attributes, as the site's policy allows nothing inline.
 */
export function olderLayout(page: OlderPage, title: string, content: Markup): Markup {
  const { me, callServer, path, space } = page;
  return html`${head(title, scripts([...BEFORE, compatScript(callServer), ...AFTER]))}
  <body data-user="${me.id}" data-context="/portal" ${space ? html`data-space="${space}"` : ""}>
    <a class="skip" href="#content">Skip to content</a>
    <header class="top">
      <a class="brand" href="/portal/"><img src="/assets/icon.svg" alt="" width="28" height="28" />Meadow, the older portal</a>
      <nav aria-label="Main">
        ${LINKS.map((link) => html`<a href="${link.path}" ${link.path === path ? html`aria-current="page"` : ""}><span>${link.title}</span></a>`)}
      </nav>
      <div class="me">
        <a class="portrait-link" href="/portal/intranet/profile/${me.id}"><img class="portrait" src="${portraitPath(me)}" alt="Signed in as ${me.name}" width="36" height="36" /></a>
      </div>
    </header>
    <div class="columns"><main id="content" tabindex="-1">${content}</main>${path === CHAT ? NOTHING : olderMiniChat(me)}</div>
  </body>
</html>`;
}

/** A call's own page: no portal around it, so that nothing rings here. */
export function olderCallLayout(
  { me, callServer }: OlderPage,
  { type, call, content }: { type: string; call: string; content: Markup },
): Markup {
  const own = [...BEFORE, compatScript(callServer), `${type}-call.js`];
  return html`${head("Call", scripts(own))}
  <body class="older-call" data-user="${me.id}" data-call="${call}">
    <main id="content">${content}</main>
  </body>
</html>`;
}

function head(title: string, elements: Markup): Markup {
  return html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <title>${title} · Meadow</title>
    <link rel="icon" href="/assets/icon.svg" type="image/svg+xml" />
    ${STYLES.map((name) => html`<link rel="stylesheet" href="/assets/${name}" />`)}
    <link rel="stylesheet" href="/portal/assets/older.css" />
    ${elements}
  </head>`;
}

function compatScript(callServer: string): { src: string } {
  return { src: `${callServer}/exo-webconferencing.js` };
}

function scripts(all: readonly (string | { src: string })[]): Markup {
  if (all.length === 0) return NOTHING;
  return html`${all.map((one) =>
    typeof one === "string"
      ? html`<script src="/portal/assets/${one}" ${MODULES.has(one) ? html`type="module"` : html`defer`}></script>`
      : html`<script src="${one.src}" data-token-url="/token" defer></script>`,
  )}`;
}
