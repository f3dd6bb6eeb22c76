import type { CallMedia, CallTarget, ProviderId, ProviderInfo } from "@ringline/protocol";
import { html, LitElement, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { CallButtonElement } from "../button/call-button.ts";
import { pageSubject, readPlaceOptions } from "../button/target-attributes.ts";
import type { CallDesk } from "../desk/call-desk.ts";
import { DeskLink } from "../desk/desk-link.ts";
import { partyName } from "../desk/parties.ts";
import type { MessageValues } from "../localise.ts";
import { checkIcon } from "../theme/icons.ts";
import { buttonStyles, theme } from "../theme/theme.ts";
import { type AccountsPlace, accountsPlace } from "./accounts-place.ts";
import { callChoiceStyles } from "./call-choice.css.ts";
import { CHOICE_CHANGED, ChoiceMemory } from "./choice-memory.ts";
import { type ChoiceMessage, choiceTexts } from "./choice-texts.ts";
import { DrawnButton, type WantedButton } from "./drawn-button.ts";
import { itemFor } from "./menu-keys.ts";
import { NotStarted } from "./not-started.ts";
import { Obstacle } from "./obstacle.ts";
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
  readonly #obstacle = new Obstacle();
  readonly #notStarted = new NotStarted(() => this.requestUpdate());
  #hadFocus = false;
  #isDrawing = false;
  readonly #drawn = new DrawnButton(() => this.requestUpdate());

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
    this.#hadFocus = this.matches(":focus-within");
    this.#isDrawing = true;
    const way = this.#way();
    if (this.button) this.button.provider = way?.id;
    this.#drawn.follow(way && this.#wanted(way));
  }

  protected override render(): TemplateResult | typeof nothing {
    const { target } = this;
    const ways = this.#ways();
    const drawn = this.#drawn.element ?? nothing;
    if (!this.#desk || !target || !this.#hasMenu(ways)) return html`${drawn}`;
    const texts = choiceTexts(this.#desk.texts.language);
    const name = texts.text("choose-way", { name: partyName(target) });
    return html`${drawn}<button
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
    this.#isDrawing = false;
    this.#letOwnStand();
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

  /** Also of one way, where it leads to the account that it needs. */
  #hasMenu(ways: readonly ProviderInfo[]): boolean {
    return ways.length > 1 || (ways[0]?.lacksAccount === true && this.#accounts() !== undefined);
  }

  #accounts(): AccountsPlace | undefined {
    return this.#desk && accountsPlace(document, this.#desk.client.server);
  }

  #menu(name: string, ways: readonly ProviderInfo[]): TemplateResult {
    const chosen = this.#way();
    return html`<div role="menu" part="menu" aria-label=${name} @keydown=${this.#onMenuKey}>
      ${repeat(
        ways,
        ({ id }) => id,
        (way) => this.#item(way, way.id === chosen?.id),
      )}
    </div>`;
  }

  #item(way: ProviderInfo, isChosen: boolean): TemplateResult {
    const { title, lacksAccount } = way;
    const accounts = lacksAccount ? this.#accounts() : undefined;
    if (accounts)
      return html`<button
        type="button"
        role="menuitem"
        tabindex="-1"
        @click=${() => {
          this.#close();
          accounts.go();
        }}
      >
        <bdi>${title}</bdi>
        <small>${this.#needs(way)} <u>${this.#text("add-account")}</u></small>
      </button>`;
    const reason = lacksAccount ? html`<small>${this.#needs(way)}</small>` : nothing;
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

  #needs({ account }: ProviderInfo): string {
    return this.#text("needs-account", { account: account?.title ?? "" });
  }

  #text(key: ChoiceMessage, values?: MessageValues): string {
    return choiceTexts(this.#desk?.texts.language ?? "en").text(key, values);
  }

  #use(desk: CallDesk | undefined): (() => void) | undefined {
    this.#desk = desk;
    this.#memory = undefined;
    this.requestUpdate();
    if (!desk) return undefined;
    const redraw = (): void => this.requestUpdate();
    document.addEventListener(CHOICE_CHANGED, redraw);
    const releases = [
      desk.client.on("providersChanged", redraw),
      () => document.removeEventListener(CHOICE_CHANGED, redraw),
      () => this.#drawn.follow(undefined),
      () => this.#obstacle.clear(),
    ];
    let isReleased = false;
    const remember = (): void => {
      const person = desk.client.me?.party.id;
      if (person === undefined || isReleased) return;
      this.#memory = new ChoiceMemory(person);
      releases.push(this.#memory.onChange(redraw));
      redraw();
    };
    desk.client.ready.then(remember, () => undefined);
    return () => {
      isReleased = true;
      for (const release of releases) release();
    };
  }

  /** None where the site says by which, or the button does not call now. */
  #ways(): ProviderInfo[] {
    return this.button?.hasAttribute("provider") ? [] : this.#allWays();
  }

  #allWays(): ProviderInfo[] {
    const { button, target } = this;
    if (!this.#desk || !target || !button?.isCalling) return [];
    const media = button.getAttribute("media") === "audio" ? "audio" : "video";
    return waysTo(target, media, this.#desk.client.providers);
  }

  /** Why a press would be refused, as far as it can be known before. */
  #hindrance(): string {
    if (!this.button?.isCalling) return "";
    const named = this.button.getAttribute("provider");
    const ways = this.#allWays().filter(({ id }) => named === null || id === named);
    const [first] = ways;
    if (!first) return this.#text(named === null ? "no-way" : "way-off");
    return ways.every(({ lacksAccount }) => lacksAccount) ? this.#needs(first) : "";
  }

  #way(): ProviderInfo | undefined {
    const { target } = this;
    return wayOf(this.#ways(), target ? (this.#memory?.preferred(target) ?? []) : []);
  }

  /** Where the connector of that way draws its own button. */
  #wanted(provider: ProviderInfo): WantedButton | undefined {
    const desk = this.#desk;
    const { target } = this;
    const me = desk?.client.me?.party;
    if (!desk?.hosts?.draws(provider) || !target || !me) return undefined;
    const at = {
      me,
      target,
      name: target.name ?? "",
      isGroup: target.type === "space" || target.type === "room",
      place: (options?: { media?: CallMedia }) => this.#place(provider.id, options),
    };
    return { hosts: desk.hosts, provider, at };
  }

  /** As the core's own button does, inside a press of the connector's. */
  #place(provider: ProviderId, options: { media?: CallMedia } = {}): void {
    const { button, target } = this;
    if (!button?.isCalling || !target) return;
    const place = readPlaceOptions((name) => button.getAttribute(name) ?? undefined, pageSubject());
    const media = options.media === "audio" ? "audio" : (options.media && "video") || place.media;
    this.#desk?.place(target, { ...place, provider, ...(media && { media }) }, button);
  }

  /** The core's own button stands back for a connector's; administrators read on it why one is missing. */
  #letOwnStand(): void {
    const { own } = this;
    if (!own) return;
    const hadOwn = own.matches(":focus");
    own.style.display = this.#drawn.element ? "none" : "";
    const hindrance = this.#hindrance();
    this.#obstacle.show(own, hindrance);
    own.title = [hindrance, ...this.#faults(hindrance)].filter(Boolean).join("\n");
    const isLost = (hadOwn && this.#drawn.element) || this.#hadFocus;
    if (isLost && !this.matches(":focus-within")) this.#takeFocus(own);
  }

  /** What had the focus has gone by a switch: what stands there now has it. */
  #takeFocus(own: HTMLElement): void {
    const { element } = this.#drawn;
    const [item = own] = this.#items();
    if (!element) item.focus();
    else element.shadowRoot?.querySelector<HTMLElement>("button, a[href], [tabindex]")?.focus();
  }

  private get own(): HTMLElement | null | undefined {
    return this.button?.shadowRoot?.querySelector<HTMLElement>("[part=button]");
  }

  /** For administrators: why a way is not as it should be, or missing. */
  #faults(hindrance: string): readonly string[] {
    const { client, hosts } = this.#desk ?? {};
    if (client?.me?.roles.includes("admin") !== true) return [];
    if (hindrance !== "") return this.#notStarted.lines(client);
    if (!hosts) return [];
    return this.#ways().flatMap(({ connector, title }) => {
      const fault = hosts.faultOf(connector);
      return fault ? [`${title}: connector-failed: ${fault.step}: ${fault.reason}`] : [];
    });
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
    // What an administrator took away has lost the focus to nobody.
    if (relatedTarget !== this && !this.#isDrawing)
      this.isOpen = this.isOpen && this.matches(":focus-within");
  };

  #items(): HTMLElement[] {
    return [...this.renderRoot.querySelectorAll<HTMLElement>("[role^=menuitem]")];
  }

  #close(): void {
    this.isOpen = false;
    this.renderRoot.querySelector<HTMLElement>(".choose")?.focus();
  }
}
