import type { CallTarget, ProviderId, ProviderInfo } from "@ringline/protocol";
import { html, LitElement, nothing, type TemplateResult } from "lit";
import type { CallButtonElement } from "../button/call-button.ts";
import type { CallDesk } from "../desk/call-desk.ts";
import { DeskLink } from "../desk/desk-link.ts";
import { targetName } from "../desk/parties.ts";
import { checkIcon } from "../theme/icons.ts";
import { buttonStyles, theme } from "../theme/theme.ts";
import { callChoiceStyles } from "./call-choice.css.ts";
import { ChoiceMemory } from "./choice-memory.ts";
import { choiceTexts } from "./choice-texts.ts";
import { wayOf, waysTo } from "./ways.ts";

/**
 * `<ringline-call-choice>` stands in each call button: where there is more than one way to call, it lets people choose, calls
 * so, and makes that the plain press. Loaded later than the button, which calls by the first way until then.
 */
export class CallChoiceElement extends LitElement {
  static override properties = { isOpen: { state: true } };
  static override styles = [theme, buttonStyles, callChoiceStyles];
  declare isOpen: boolean;
  #desk: CallDesk | undefined;
  #memory: ChoiceMemory | undefined;

  constructor() {
    super();
    this.isOpen = false;
    this.addController(new DeskLink(this, (desk) => this.#use(desk)));
    this.addEventListener("focusout", this.#onFocusOut);
  }

  /** The button around it says that its attributes or its state changed. */
  refresh(): void {
    this.requestUpdate();
  }

  protected override willUpdate(): void {
    const { button } = this;
    if (button) button.provider = this.#way()?.id;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { target } = this;
    const ways = this.#ways();
    if (!this.#desk || !target || ways.length < 2) return nothing;
    const texts = choiceTexts(this.#desk.texts.language);
    const name = texts.text("choose-way", { name: targetName(target) });
    return html`<button
        type="button"
        class="choose"
        part="choose"
        aria-haspopup="menu"
        aria-expanded=${this.isOpen}
        aria-label=${name}
        title=${this.#way()?.title ?? ""}
        @click=${this.#toggle}
        @keydown=${this.#onButtonKey}
      >
        <span class="chevron" aria-hidden="true"></span>
      </button>
      ${this.isOpen ? this.#menu(name, ways) : nothing}`;
  }

  protected override updated(changed: Map<PropertyKey, unknown>): void {
    if (!changed.has("isOpen") || !this.isOpen) return;
    const menu = this.renderRoot.querySelector("[role=menu]");
    menu?.classList.toggle("to-end", (menu.getBoundingClientRect().left ?? 0) < 0);
    const items = this.#items();
    (items.find(({ ariaChecked }) => ariaChecked === "true") ?? items[0])?.focus();
  }

  private get button(): CallButtonElement | undefined {
    const root = this.getRootNode();
    return root instanceof ShadowRoot ? (root.host as CallButtonElement) : undefined;
  }

  private get target(): CallTarget | undefined {
    return this.button?.target;
  }

  #menu(name: string, ways: readonly ProviderInfo[]): TemplateResult {
    const chosen = this.#way();
    return html`<div role="menu" part="menu" aria-label=${name} @keydown=${this.#onMenuKey}>
      ${ways.map((way) => this.#item(way, way.id === chosen?.id))}
    </div>`;
  }

  #item(way: ProviderInfo, isChosen: boolean): TemplateResult {
    const { title, lacksAccount, account } = way;
    const texts = choiceTexts(this.#desk?.texts.language ?? "en");
    const reason = lacksAccount
      ? html`<small>${texts.text("needs-account", { account: account?.title ?? "" })}</small>`
      : nothing;
    return html`<button
      type="button"
      role="menuitemradio"
      aria-checked=${isChosen}
      aria-disabled=${lacksAccount === true}
      tabindex="-1"
      @click=${() => this.#choose(way)}
    >
      <bdi>${title}</bdi>${isChosen ? checkIcon : nothing} ${reason}
    </button>`;
  }

  #use(desk: CallDesk | undefined): (() => void) | undefined {
    this.#desk = desk;
    this.#memory = undefined;
    this.requestUpdate();
    if (!desk) return undefined;
    const redraw = (): void => this.requestUpdate();
    const releases = [desk.client.on("providersChanged", redraw)];
    const remember = (): void => {
      const person = desk.client.me?.party.id;
      if (person === undefined || this.#desk !== desk || !this.isConnected) return;
      this.#memory = new ChoiceMemory(person);
      releases.push(this.#memory.onChange(redraw));
      redraw();
    };
    desk.client.ready.then(remember, () => undefined);
    return () => {
      for (const release of releases) release();
    };
  }

  /** None where the site says by which, or the button does not call now. */
  #ways(): ProviderInfo[] {
    const { button, target } = this;
    if (!this.#desk || !target || !button?.isCalling || button.hasAttribute("provider")) return [];
    const media = button.getAttribute("media") === "audio" ? "audio" : "video";
    return waysTo(target, media, this.#desk.client.providers);
  }

  #way(): ProviderInfo | undefined {
    const { target } = this;
    return wayOf(this.#ways(), target ? (this.#memory?.preferred(target) ?? []) : []);
  }

  /** Calls inside the press, and is remembered. */
  #choose({ id, lacksAccount }: ProviderInfo): void {
    const { button, target } = this;
    if (lacksAccount || !button || !target) return;
    this.#close();
    this.#remember(target, id);
    button.provider = id;
    button.call();
  }

  #remember(target: CallTarget, provider: ProviderId): void {
    this.#memory?.remember(target, provider);
  }

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
    const items = this.#items();
    const to = itemFor(event.key, items, items.indexOf(event.target as HTMLElement));
    if (!to) return;
    event.preventDefault();
    to.focus();
  };

  readonly #onFocusOut = ({ relatedTarget }: FocusEvent): void => {
    if (relatedTarget !== this) this.isOpen = this.isOpen && this.matches(":focus-within");
  };

  #items(): HTMLElement[] {
    return [...this.renderRoot.querySelectorAll<HTMLElement>("[role=menuitemradio]")];
  }

  #close(): void {
    this.isOpen = false;
    this.renderRoot.querySelector<HTMLElement>(".choose")?.focus();
  }
}

/** Where a key leads to: arrows go round, a letter goes to the next item that begins with it. */
function itemFor(key: string, items: readonly HTMLElement[], at: number): HTMLElement | undefined {
  const count = items.length;
  if (key === "ArrowDown") return items[(at + 1) % count];
  if (key === "ArrowUp") return items[(at - 1 + count) % count];
  if (key === "Home") return items[0];
  if (key === "End") return items.at(-1);
  if (key.length !== 1 || key === " ") return undefined;
  const rest = [...items.slice(at + 1), ...items.slice(0, at + 1)];
  const begins = (item: HTMLElement) =>
    item.textContent.trim().toLowerCase().startsWith(key.toLowerCase());
  return rest.find(begins);
}
