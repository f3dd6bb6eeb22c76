import type { CallTarget, ProviderId } from "@ringline/protocol";
import { createPart } from "../create-part.ts";
import type { CallDesk } from "../desk/call-desk.ts";
import { DeskLink } from "../desk/desk-link.ts";
import { isSameTarget, partyName } from "../desk/parties.ts";
import { createStatusDot, showStatus } from "../presence/status-dot.ts";
import { type ButtonState, buttonState } from "./button-state.ts";
import { CALL_BUTTON_CSS } from "./call-button.css.ts";
import { phoneIcon } from "./phone-icon.ts";
import {
  BUTTON_ATTRIBUTES,
  type ButtonAttribute,
  pageSubject,
  readPlaceOptions,
  readTarget,
} from "./target-attributes.ts";

/**
 * `<ringline-call-button user="bob" name="Bob Meyer">` calls somebody; `space`, `room` or `address` instead of `user`
 * calls those. `media` (`video`, `audio`), `about` and `provider` say how. Fires `ringline-call-placed`.
 * Parts: `button`, `icon`, `label`, `dot`, `words`.
 */
export class CallButtonElement extends HTMLElement {
  static readonly observedAttributes = BUTTON_ATTRIBUTES;
  readonly #button = document.createElement("button");
  readonly #description = createPart("description");
  readonly #label = createPart("label");
  readonly #words = createPart("words");
  readonly #dot = createStatusDot();
  /** Upgraded when the layer is there. */
  readonly #choice = document.createElement("ringline-call-choice") as HTMLElement & {
    refresh?(): void;
  };
  /** By which a press calls; absent: the server takes the first. The `provider` attribute stands above it. */
  provider: ProviderId | undefined;
  readonly #link = new DeskLink(this, (desk) => this.#use(desk));
  #desk: CallDesk | undefined;
  /** Whom it calls. */
  target: CallTarget | undefined;
  /** A press would place a call. */
  isCalling = false;
  /** What is drawn: a page may have hundreds of buttons, and what rings at one of them must not draw them all. */
  #drawn: string | undefined;
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
    this.#button.part = "button";
    this.#button.setAttribute("aria-describedby", "description");
    const icon = createPart("icon");
    icon.append(phoneIcon());
    this.#button.append(icon, this.#label, this.#dot);
    this.#button.onclick = () => this.call();
    root.append(this.#button, this.#choice, this.#words, this.#description);
  }

  connectedCallback(): void {
    this.#link.hostConnected();
  }

  disconnectedCallback(): void {
    this.#link.hostDisconnected();
  }

  attributeChangedCallback(): void {
    if (this.#desk) this.#aim();
  }

  #use(desk: CallDesk | undefined): () => void {
    this.#desk = desk;
    this.#aim();
    const releases = (["connection", "callChanged", "providersChanged"] as const).map((name) =>
      desk?.client.on(name, () => this.#show()),
    );
    return () => {
      for (const release of releases) release?.();
      this.#unwatch?.();
      this.#unwatch = this.#desk = undefined;
      this.#show();
    };
  }

  /** Follows the presence of whom the attributes name. */
  #aim(target = readTarget((name) => this.#read(name))): void {
    const before = this.target;
    this.target = target;
    this.#drawn = undefined;
    if (!(before && target && isSameTarget(before, target))) {
      this.#unwatch?.();
      this.#unwatch = undefined;
    }
    if (target?.type === "user") {
      this.#unwatch ??= this.#desk?.client.watchPresence([target.id], () => this.#show());
    }
    this.#show();
  }

  #show(): void {
    const desk = this.#desk;
    const target = this.target;
    const state = desk && target && this.#state(desk, target);
    const drawn = JSON.stringify(state);
    if (drawn && drawn === this.#drawn) return;
    this.#drawn = drawn;
    this.hidden = !state || state.act === "hidden";
    this.isCalling = state?.act === "call";
    if (desk && target && state) this.#write(desk, target, state);
    this.#choice.refresh?.();
  }

  #write(
    { texts }: CallDesk,
    target: CallTarget,
    { act, description, presence }: ButtonState,
  ): void {
    const words = description ? texts.text(description) : "";
    const isButton = act !== "words";
    this.#button.hidden = !isButton;
    this.#words.textContent = isButton ? "" : words;
    const name = partyName(target);
    const isJoin = act === "join" || description === "in-this-call";
    this.#label.textContent = texts.text(isJoin ? "join" : "call", { name });
    this.#description.textContent = words;
    this.#dot.title = words;
    showStatus(this.#dot, presence);
    this.#button.ariaLabel = texts.text(isJoin ? "join" : "call-person", { name });
    this.#button.ariaDisabled = String(act === "wait");
  }

  /** As a press does; must run inside one. */
  call(): void {
    const desk = this.#desk;
    const target = this.target;
    if (!desk || !target) return;
    const { act, call } = this.#state(desk, target);
    if (call) desk.showCallPage(call);
    if (act !== "call" && act !== "join") return;
    const options = readPlaceOptions((name) => this.#read(name), pageSubject());
    options.provider ??= this.provider;
    desk.place(target, options, this);
  }

  #state({ client, canCall }: CallDesk, target: CallTarget): ButtonState {
    return buttonState(client, target, canCall);
  }

  #read(name: ButtonAttribute): string | undefined {
    return this.getAttribute(name) ?? undefined;
  }
}
