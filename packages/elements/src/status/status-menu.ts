import type { ChosenStatus, PresenceStatus } from "@ringline/protocol";
import { html, LitElement, nothing, type TemplateResult } from "lit";
import type { CallDesk } from "../desk/call-desk.ts";
import { DeskLink } from "../desk/desk-link.ts";
import { checkIcon } from "../theme/icons.ts";
import { buttonStyles, theme } from "../theme/theme.ts";
import { statusMenuStyles } from "./status-menu.css.ts";
import { statusTexts } from "./status-texts.ts";

const STATUSES = [
  "available",
  "away",
  "do-not-disturb",
  "invisible",
] as const satisfies readonly ChosenStatus[];

/**
 * `<ringline-status-menu>` shows the signed-in person's own status and lets them choose it. Guests have none.
 * Parts: `button`, `menu`.
 */
export class StatusMenuElement extends LitElement {
  static override properties = {
    isOpen: { state: true },
    status: { state: true },
    isBusyInCall: { state: true },
  };
  static override styles = [theme, buttonStyles, statusMenuStyles];
  declare isOpen: boolean;
  declare status: ChosenStatus | undefined;
  declare isBusyInCall: boolean;
  #desk: CallDesk | undefined;

  constructor() {
    super();
    this.isOpen = false;
    this.isBusyInCall = false;
    this.addController(new DeskLink(this, (desk) => this.#use(desk)));
    this.addEventListener("focusout", this.#onFocusOut);
  }

  protected override render(): TemplateResult | typeof nothing {
    const { status } = this;
    const texts = this.#desk?.texts;
    if (texts === undefined || status === undefined) return nothing;
    const shown = nameOf(status, texts);
    return html`<button
        type="button"
        class="current"
        part="button"
        aria-haspopup="menu"
        aria-expanded=${this.isOpen}
        aria-label="${statusTexts(texts.language).text("your-status")}: ${shown}"
        @click=${this.#toggle}
        @keydown=${this.#onButtonKey}
      >
        ${dot(status)} ${shown} <span class="chevron" aria-hidden="true"></span>
      </button>
      ${this.isOpen ? this.#menu() : nothing}`;
  }

  protected override updated(changed: Map<PropertyKey, unknown>): void {
    if (!changed.has("isOpen") || !this.isOpen) return;
    const menu = this.renderRoot.querySelector("[role=menu]");
    menu?.classList.toggle("to-start", isCut(menu));
    this.renderRoot.querySelector<HTMLElement>("[role=menuitemradio][aria-checked=true]")?.focus();
  }

  #menu(): TemplateResult | typeof nothing {
    const texts = this.#desk?.texts;
    if (texts === undefined) return nothing;
    return html`<div
      role="menu"
      part="menu"
      aria-label=${statusTexts(texts.language).text("your-status")}
      @keydown=${this.#onMenuKey}
    >
      ${STATUSES.map(
        (status) =>
          html`<button
            type="button"
            role="menuitemradio"
            aria-checked=${status === this.status}
            tabindex="-1"
            @click=${() => this.#choose(status)}
          >
            ${dot(status)} ${nameOf(status, texts)}
            ${status === this.status ? checkIcon : nothing}
          </button>`,
      )}
      <hr />
      <button
        type="button"
        role="menuitemcheckbox"
        aria-checked=${this.isBusyInCall}
        tabindex="-1"
        @click=${this.#chooseBusy}
      >
        <span class="no-dot"></span> ${statusTexts(texts.language).text("busy-in-call")}
        ${this.isBusyInCall ? checkIcon : nothing}
      </button>
    </div>`;
  }

  #use(desk: CallDesk | undefined): (() => void) | undefined {
    this.#desk = desk;
    this.#read();
    if (desk === undefined) return undefined;
    const { client } = desk;
    let unwatch: (() => void) | undefined;
    client.ready.then(
      () => {
        const person = client.me?.party.id;
        if (person === undefined || this.#desk !== desk) return;
        unwatch = client.watchPresence([person], (_, presence) => this.#told(presence));
        this.#read();
      },
      () => undefined,
    );
    const forget = client.on("meChanged", () => this.#read());
    return () => {
      forget();
      unwatch?.();
    };
  }

  #read(): void {
    const me = this.#desk?.client.me;
    this.status = me?.status;
    this.isBusyInCall = me?.whileInCall === "busy";
    this.requestUpdate();
  }

  /** What was chosen on another page or device. */
  #told(presence: PresenceStatus): void {
    if (this.status === undefined || presence === "in-call") return;
    this.status = presence === "offline" ? "invisible" : presence;
  }

  #choose(status: ChosenStatus): void {
    const before = this.status;
    this.status = status;
    this.#close();
    const desk = this.#desk;
    desk?.client.setStatus(status).catch((error: unknown) => {
      this.status = before;
      desk.tell({ act: "status", error });
    });
  }

  /** Who calls during a call reads that one is in another call, instead of knocking. */
  readonly #chooseBusy = (): void => {
    const isBusy = !this.isBusyInCall;
    this.isBusyInCall = isBusy;
    this.#close();
    const desk = this.#desk;
    const whileInCall = isBusy ? "busy" : "knock";
    desk?.client.request("presence.set", { whileInCall }).catch((error: unknown) => {
      this.isBusyInCall = !isBusy;
      desk.tell({ act: "status", error });
    });
  };

  readonly #toggle = (): void => {
    this.isOpen = !this.isOpen;
  };

  readonly #onButtonKey = (event: KeyboardEvent): void => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    this.isOpen = true;
  };

  readonly #onMenuKey = (event: KeyboardEvent): void => {
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      this.#close();
      return;
    }
    const items = [...this.renderRoot.querySelectorAll<HTMLElement>("[role^=menuitem]")];
    const at = items.indexOf(event.target as HTMLElement);
    const to = nextIndex(event.key, at, items.length);
    if (to === undefined) return;
    event.preventDefault();
    items[to]?.focus();
  };

  readonly #onFocusOut = (event: FocusEvent): void => {
    const to = event.relatedTarget;
    if (!(to instanceof Node) || !(this === to || this.contains(to))) this.isOpen = false;
  };

  #close(): void {
    this.isOpen = false;
    this.renderRoot.querySelector<HTMLElement>(".current")?.focus();
  }
}

function dot(status: ChosenStatus): TemplateResult {
  const shown = status === "invisible" ? "offline" : status;
  return html`<span class="dot" data-status=${shown} aria-hidden="true"></span>`;
}

/** Whether it reaches out of the window, so that it had better open to the other side. */
function isCut(menu: Element): boolean {
  const { left, right } = menu.getBoundingClientRect();
  return left < 0 || right > document.documentElement.clientWidth;
}

function nextIndex(key: string, at: number, count: number): number | undefined {
  if (key === "ArrowDown") return (at + 1) % count;
  if (key === "ArrowUp") return (at - 1 + count) % count;
  if (key === "Home") return 0;
  if (key === "End") return count - 1;
  return undefined;
}

function nameOf(status: PresenceStatus | "invisible", texts: CallDesk["texts"]): string {
  if (status === "invisible") return statusTexts(texts.language).text("invisible");
  return texts.text(`status-${status}`);
}
