import type { PersonId, PresenceStatus } from "@ringline/protocol";
import type { CallDesk } from "../desk/call-desk.ts";
import { DeskLink } from "../desk/desk-link.ts";
import { PRESENCE_CSS } from "./presence.css.ts";
import { createStatusDot, showStatus } from "./status-dot.ts";

/**
 * `<ringline-presence user="bob">` shows whether somebody can be called now, as a dot with an accessible name; with the
 * attribute `labelled` the words stand beside it. Parts: `dot`, `label`.
 */
export class PresenceElement extends HTMLElement {
  static readonly observedAttributes = ["user", "labelled"];
  readonly #dot = createStatusDot();
  readonly #label = document.createElement("span");
  readonly #link = new DeskLink(this, (desk) => this.#use(desk));
  #desk: CallDesk | undefined;
  #watched: PersonId | undefined;
  #unwatch: (() => void) | undefined;

  constructor() {
    super();
    const root = this.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(PRESENCE_CSS);
    root.adoptedStyleSheets = [sheet];
    this.#label.setAttribute("part", "label");
    root.append(this.#dot, this.#label);
  }

  connectedCallback(): void {
    this.#link.hostConnected();
  }

  disconnectedCallback(): void {
    this.#link.hostDisconnected();
  }

  attributeChangedCallback(): void {
    if (this.#desk !== undefined) this.#watch();
  }

  #use(desk: CallDesk | undefined): () => void {
    this.#desk = desk;
    this.#watch();
    return () => {
      this.#desk = undefined;
      this.#watch();
    };
  }

  #watch(): void {
    const person = this.getAttribute("user") ?? undefined;
    if (this.#desk === undefined || person !== this.#watched) {
      this.#unwatch?.();
      this.#unwatch = undefined;
      this.#watched = undefined;
    }
    if (this.#desk !== undefined && person !== undefined && this.#unwatch === undefined) {
      this.#watched = person;
      this.#unwatch = this.#desk.client.watchPresence([person], (_, status) => this.#show(status));
    }
    this.#show(person === undefined ? undefined : this.#desk?.client.presence(person));
  }

  #show(status: PresenceStatus | undefined): void {
    this.hidden = this.#desk === undefined || status === undefined;
    showStatus(this.#dot, status);
    const words = status && this.#desk?.texts.text(`status-${status}`);
    const isLabelled = this.hasAttribute("labelled");
    this.#label.textContent = isLabelled ? (words ?? "") : "";
    if (isLabelled || words === undefined) {
      this.#dot.setAttribute("aria-hidden", "true");
      return;
    }
    this.#dot.removeAttribute("aria-hidden");
    this.#dot.setAttribute("role", "img");
    this.#dot.setAttribute("aria-label", words);
  }
}
