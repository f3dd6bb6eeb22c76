import type { CallTarget } from "@ringline/protocol";
import type { CallDesk } from "../desk/call-desk.ts";
import { DeskLink } from "../desk/desk-link.ts";
import { isSameTarget, targetName } from "../desk/parties.ts";
import { createStatusDot, showStatus } from "../presence/status-dot.ts";
import { type ButtonState, buttonState } from "./button-state.ts";
import { CALL_BUTTON_CSS } from "./call-button.css.ts";
import {
  BUTTON_ATTRIBUTES,
  type ButtonAttribute,
  pageSubject,
  readPlaceOptions,
  readTarget,
} from "./target-attributes.ts";

const SVG = "http://www.w3.org/2000/svg";
const PHONE =
  "M6.6 10.8c1.4 2.8 3.8 5.1 6.6 6.6l2.2-2.2c.3-.3.7-.4 1-.2 1.1.4 2.3.6 3.6.6.6 0 1 .4 1 1V20c0 .6-.4 1-1 1C10.6 21 3 13.4 3 4c0-.6.4-1 1-1h3.5c.6 0 1 .4 1 1 0 1.3.2 2.5.6 3.6.1.3 0 .7-.2 1l-2.3 2.2Z";

/**
 * `<ringline-call-button user="bob" name="Bob Meyer">` calls somebody; `space`, `room` or `address` instead of `user`
 * calls those. `media` (`video`, `audio`), `about` and `provider` say how. Fires `ringline-call-placed`.
 * Parts: `button`, `icon`, `label`, `dot`, `words`.
 */
export class CallButtonElement extends HTMLElement {
  static readonly observedAttributes = BUTTON_ATTRIBUTES;
  readonly #button = document.createElement("button");
  readonly #description = span("description");
  readonly #label = span("label");
  readonly #words = span("words");
  readonly #dot = createStatusDot();
  readonly #link = new DeskLink(this, (desk) => this.#use(desk));
  #desk: CallDesk | undefined;
  #target: CallTarget | undefined;
  #unwatch: (() => void) | undefined;

  constructor() {
    super();
    const root = this.attachShadow({ mode: "open", delegatesFocus: true });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(CALL_BUTTON_CSS);
    root.adoptedStyleSheets = [sheet];
    this.#description.id = "description";
    this.#description.hidden = true;
    this.#button.type = "button";
    this.#button.setAttribute("part", "button");
    this.#button.setAttribute("aria-describedby", "description");
    this.#button.append(phoneIcon(), this.#label, this.#dot);
    this.#button.addEventListener("click", () => this.#press());
    root.append(this.#button, this.#words, this.#description);
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

  #use(desk: CallDesk | undefined): (() => void) | undefined {
    this.#desk = desk;
    this.#watch();
    if (desk === undefined) return undefined;
    const { client } = desk;
    const releases = [
      client.on("connection", () => this.#show()),
      client.on("callChanged", () => this.#show()),
      () => this.#unwatch?.(),
    ];
    return () => {
      for (const release of releases) release();
      this.#unwatch = undefined;
      this.#desk = undefined;
    };
  }

  #watch(): void {
    const target = readTarget((name) => this.#read(name));
    const isSame =
      target !== undefined && this.#target !== undefined && isSameTarget(target, this.#target);
    this.#target = target;
    if (!isSame) {
      this.#unwatch?.();
      this.#unwatch = undefined;
    }
    if (target?.type === "user" && this.#unwatch === undefined) {
      this.#unwatch = this.#desk?.client.watchPresence([target.id], () => this.#show());
    }
    this.#show();
  }

  #show(): void {
    const desk = this.#desk;
    const target = this.#target;
    this.hidden = desk === undefined || target === undefined;
    if (desk === undefined || target === undefined) return;
    const { client } = desk;
    const state = this.#state(desk, target);
    this.hidden = state.act === "hidden";
    const isKnown = target.type === "user" && client.state === "connected";
    showStatus(this.#dot, isKnown ? client.presence(target.id) : undefined);
    this.#showWords(desk, target, state);
  }

  #showWords({ texts }: CallDesk, target: CallTarget, state: ButtonState): void {
    const description = state.description ? texts.text(state.description) : "";
    const isButton = state.act !== "words";
    this.#button.hidden = !isButton;
    this.#words.textContent = isButton ? "" : description;
    this.#words.title = isButton ? "" : texts.text("no-webrtc-hint");
    this.#label.textContent = texts.text("call");
    this.#description.textContent = description;
    this.#dot.title = description;
    const name = targetName(target);
    this.#button.setAttribute("aria-label", texts.text("call-person", { name }));
    this.#button.setAttribute("aria-disabled", String(state.act === "wait"));
  }

  #press(): void {
    const desk = this.#desk;
    const target = this.#target;
    if (desk === undefined || target === undefined) return;
    const { act, call } = this.#state(desk, target);
    if (act === "return" && call !== undefined) desk.showCallPage(call);
    if (act !== "call") return;
    const options = readPlaceOptions((name) => this.#read(name), pageSubject());
    desk.place(target, options, this);
  }

  #state({ client, canCall }: CallDesk, target: CallTarget): ButtonState {
    const presence = target.type === "user" ? client.presence(target.id) : undefined;
    return buttonState(client, target, { canCall, presence });
  }

  #read(name: ButtonAttribute): string | undefined {
    return this.getAttribute(name) ?? undefined;
  }
}

function span(part: string): HTMLSpanElement {
  const element = document.createElement("span");
  element.className = part;
  element.setAttribute("part", part);
  return element;
}

function phoneIcon(): HTMLElement {
  const icon = span("icon");
  const svg = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", PHONE);
  svg.append(path);
  icon.append(svg);
  return icon;
}
