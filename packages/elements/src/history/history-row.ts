import type { HistoryEntry } from "@ringline/protocol";
import { html, nothing, type TemplateResult } from "lit";
import type { Texts } from "../localise.ts";
import { eraseIcon, incomingIcon, missedIcon, outgoingIcon } from "./history-icons.ts";
import {
  callBackTarget,
  durationOf,
  fullTimeOf,
  kindOf,
  outcomeOf,
  portraitOf,
  timeOf,
  withWhom,
} from "./history-words.ts";
import type { HistoryMessage } from "./locales/en.ts";

interface RowContext {
  texts: Texts<HistoryMessage>;
  now: number;
  erase(entry: HistoryEntry): void;
}

/** One call: with whom, what kind, when, how long, what about; call back; erase. */
export function historyRow(entry: HistoryEntry, context: RowContext): TemplateResult {
  const { texts } = context;
  const { isMissed, isUnseen, about } = entry;
  return html`<li part="row" class=${isMissed ? "missed" : ""}>
    <ringline-avatar .party=${portraitOf(entry)}></ringline-avatar>
    <div>
      <div class="name">
        <bdi>${withWhom(entry, texts)}</bdi>
        ${isUnseen ? html`<span class="new">${texts.text("new")}</span>` : nothing}
      </div>
      <div class="line">${line(entry, context)}</div>
      ${
        about?.title
          ? html`<div class="line about">${texts.text("about", { title: about.title })}</div>`
          : nothing
      }
    </div>
    <div class="acts">
      ${callBack(entry, texts)}
      <button
        type="button"
        class="icon erase"
        aria-label=${eraseName(entry, texts)}
        title=${texts.text("erase-all-yes")}
        @click=${() => context.erase(entry)}
      >
        ${eraseIcon}
      </button>
    </div>
  </li>`;
}

function line(entry: HistoryEntry, { texts, now }: RowContext): TemplateResult {
  const { language } = texts;
  const kind = kindOf(entry);
  const outcome = outcomeOf(entry);
  const duration = durationOf(entry);
  const media = texts.text(entry.media === "video" ? "with-video" : "audio-only");
  return html`<span class="kind">${iconOf(kind)}${texts.text(kind)}</span>
    ${outcome ? html`<span>${texts.text(outcome)}</span>` : nothing}
    <span>${media}</span>
    <time datetime=${entry.createdAt} title=${fullTimeOf(entry, language)}
      >${timeOf(entry, language, now)}</time
    >
    ${duration === "" ? nothing : html`<span>${duration}</span>`}`;
}

function callBack(entry: HistoryEntry, texts: Texts<HistoryMessage>) {
  const target = callBackTarget(entry);
  if (!target) return nothing;
  const is = (type: string) => (target.type === type ? target.id : nothing);
  return html`<ringline-call-button
    user=${is("user")}
    space=${is("space")}
    room=${is("room")}
    address=${is("address")}
    name=${withWhom(entry, texts)}
    media=${entry.media}
    about=${entry.about?.title ?? nothing}
  ></ringline-call-button>`;
}

function eraseName(entry: HistoryEntry, texts: Texts<HistoryMessage>): string {
  const time = fullTimeOf(entry, texts.language);
  return texts.text("erase-one", { name: withWhom(entry, texts), time });
}

function iconOf(kind: HistoryMessage): TemplateResult {
  if (kind === "missed-call") return missedIcon;
  return kind === "outgoing-call" ? outgoingIcon : incomingIcon;
}
