import type { CallDesk } from "../desk/call-desk.ts";
import { DeskLink } from "../desk/desk-link.ts";
import { historyTexts } from "./history-texts.ts";

const MOST_SHOWN = 99;
const CSS = `
:host { display: inline-grid; place-items: center; vertical-align: middle; min-inline-size: 1.25rem; block-size: 1.25rem;
  padding-inline: 0.35rem; border-radius: 999px; box-sizing: border-box; background: var(--ringline-decline, #c62839);
  color: #fff; font-family: var(--ringline-font, inherit); font-size: 0.75rem; font-weight: 700; line-height: 1;
  font-variant-numeric: tabular-nums; }
:host([hidden]) { display: none; }
[part="words"] { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media (forced-colors: active) { :host { border: 1px solid CanvasText; } }
`;

/**
 * `<ringline-missed-calls>` shows how many missed calls the person has not looked at, on all their devices alike; nothing at 0.
 * In a link it is part of the link's name. Parts: `count`, `words`.
 */
export class MissedCallsElement extends HTMLElement {
  readonly #count = document.createElement("span");
  readonly #words = document.createElement("span");
  readonly #link = new DeskLink(this, (desk) => this.#use(desk));

  constructor() {
    super();
    const root = this.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(CSS);
    root.adoptedStyleSheets = [sheet];
    this.#count.setAttribute("part", "count");
    this.#count.setAttribute("aria-hidden", "true");
    this.#words.setAttribute("part", "words");
    root.append(this.#count, this.#words);
  }

  connectedCallback(): void {
    this.#link.hostConnected();
  }

  disconnectedCallback(): void {
    this.#link.hostDisconnected();
  }

  #use(desk: CallDesk | undefined): (() => void) | undefined {
    this.#show(desk);
    return desk?.client.on("meChanged", () => this.#show(desk));
  }

  #show(desk: CallDesk | undefined): void {
    const count = desk?.client.me?.missedCalls ?? 0;
    this.hidden = count === 0;
    this.#count.textContent = count > MOST_SHOWN ? `${MOST_SHOWN}+` : String(count);
    const texts = historyTexts(desk?.texts.language ?? "en");
    this.#words.textContent = texts.text("unseen-missed", { count });
  }
}
