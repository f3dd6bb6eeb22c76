import { formatDuration } from "@ringline/elements";
import { html, nothing, type TemplateResult } from "lit";
import { classMap } from "lit/directives/class-map.js";
import type { PageView } from "../call/page-view.ts";
import type { Words } from "../locales/words.ts";
import type { Actions } from "./actions.ts";
import { controls } from "./controls.ts";
import { destination } from "./destination.ts";
import { endCard } from "./end-card.ts";
import { fullScreenButton } from "./full-screen.ts";
import { goodIcon, weakIcon } from "./icons.ts";
import { isolated } from "./isolated.ts";
import { notices } from "./notices.ts";
import { stage } from "./stage.ts";

/** The whole page. `now`: milliseconds since 1970, for the timer. */
export function callWindow(
  view: PageView & { now: number },
  words: Words,
  actions: Actions,
): TemplateResult {
  const hasEnded = view.ending !== undefined;
  const classes = { window: true, [view.stage]: true, over: hasEnded, away: isAway(view) };
  return html`<main class=${classMap(classes)}>
    ${isAway(view) ? destination(view, words, actions) : stage(view, words, actions)}
    <header class="top">
      ${topName(view)}
      ${quality(view, words)} ${timer(view, words)} ${fullScreenButton(words)}
    </header>
    ${notices(view, words, actions)}
    <p class="status" role="status">${statusText(view, words)}</p>
    ${hasEnded ? endCard(view, words, actions) : controls(view, words, actions)}
  </main>`;
}

/** The call takes place on a page elsewhere. */
function isAway({ destination: place }: PageView): boolean {
  return place !== undefined;
}

/** The stage has a heading of its own while it shows no picture. */
function topName(view: PageView): TemplateResult {
  const name = html`<bdi>${view.name}</bdi>`;
  return isAway(view)
    ? html`<h1 class="top-name">${name}</h1>`
    : html`<span class="top-name">${name}</span>`;
}

function statusText(view: PageView, words: Words): TemplateResult {
  const { ending, stage: name, isHangUpUnsent } = view;
  if (ending === undefined) return html`${words.text(name)}`;
  const message = isHangUpUnsent ? "end-own-unsent" : ending.message;
  return html`${isolated(words.parts(message, { name: view.name }))}`;
}

/** Not announced: what is wrong stands in the notices, in words. */
function quality({ quality: level, stage: name }: PageView, words: Words) {
  if (level === undefined || name !== "connected") return nothing;
  const meaning = words.text(level === "good" ? "quality-good" : "quality-weak");
  return html`<span class="quality" role="img" aria-label=${meaning} title=${meaning}
    >${level === "good" ? goodIcon : weakIcon}</span
  >`;
}

/** Not announced: it changes every second. */
function timer({ startedAt, now, ending }: PageView & { now: number }, words: Words) {
  if (startedAt === undefined || ending !== undefined) return nothing;
  return html`<span class="timer" role="timer" aria-label=${words.text("call-length")} aria-live="off"
    >${formatDuration(now - startedAt)}</span
  >`;
}
