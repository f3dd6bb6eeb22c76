import type { ButtonTarget, ExoCallContext } from "../page/call-context.ts";
import type { Registration } from "../providers/provider.ts";
import { ButtonContainer, type ContainerOptions } from "./button-container.ts";
import type { ChoiceMemory } from "./choice-memory.ts";
import { type ChatContact, chatTarget, findPlaces, type Place } from "./places.ts";

const MARKS = ["data-call-user", "data-call-space", "data-call-room", "data-call-name"];
const CHAT_CHANGED = "exo-chat-selected-contact-changed";
/** Without weight, so that the styles of the portal and of connectors stand over it. */
const STYLES = `
  :where(.callButtonContainer) { display: inline-flex; position: relative; vertical-align: middle; }
  :where(.callButtonContainer[hidden], .callButtonContainer > .dropdown-menu[hidden]) { display: none; }
  :where(.callButtonContainer > .dropdown-toggle) { min-inline-size: 28px; }
  :where(.callButtonContainer > .dropdown-toggle > i:empty)::after { content: "▾"; }
  :where(.callButtonContainer > .dropdown-menu) { position: absolute; inset-block-start: 100%; inset-inline-start: 0;
    z-index: 1000; min-inline-size: max-content; margin: 2px 0 0; padding: 4px; list-style: none;
    background: Canvas; color: CanvasText; border: 1px solid color-mix(in srgb, CanvasText 25%, Canvas); border-radius: 8px; box-shadow: 0 4px 16px rgb(0 0 0 / 18%); }
  :where(.callButtonContainer.dropup > .dropdown-menu) { inset-block: auto 100%; margin: 0 0 2px; }
  :where(.callButtonContainer.pull-right > .dropdown-menu) { inset-inline: auto 0; }
  :where(.callButtonContainer.pull-right) { float: none; }
  :where(.callButtonContainer .callButton) { display: inline-flex; align-items: center; min-block-size: 24px; }
  @media (pointer: coarse) {
    :where(.callButtonContainer .callButton, .callButtonContainer > .dropdown-toggle) { min-block-size: 44px; min-inline-size: 44px; }
  }
`;

export interface PageButtonsOptions extends Pick<ContainerOptions, "onNone" | "buttonMs"> {
  providers(): readonly Registration[];
  context(target: ButtonTarget): ExoCallContext;
  /** Whom nobody calls: themselves. */
  ownId(): string | undefined;
  /** The name of the menu's button. */
  otherWays(): string;
  memory: ChoiceMemory;
  /** Whom the chat of the page shows now. */
  onChat(target: ButtonTarget | undefined): void;
}

interface Kept {
  container: ButtonContainer;
  about: string;
}

/** Keeps buttons in every place of the page, those that come later too; a place that goes is forgotten. */
export class PageButtons {
  readonly #options: PageButtonsOptions;
  readonly #kept = new Map<Element, Kept>();
  #chat: ButtonTarget | undefined;
  #observer: MutationObserver | undefined;
  #isDue = false;

  constructor(options: PageButtonsOptions) {
    this.#options = options;
  }

  /** From now on. Idempotent. */
  start(): void {
    if (this.#observer === undefined) {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(STYLES);
      document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
      document.addEventListener(CHAT_CHANGED, (event) => this.#showChat(event));
      this.#observer = new MutationObserver(() => this.#lookSoon());
      this.#observer.observe(document, {
        subtree: true,
        childList: true,
        attributes: true,
        attributeFilter: [...MARKS, "href", "data-userid"],
      });
    }
    this.#look();
  }

  /** Providers came or went. */
  refresh(): void {
    if (this.#observer) this.#look();
  }

  /** The page is connected again: who could not be asked about may be known now. */
  retry(): void {
    const providers = this.#options.providers();
    for (const { container } of this.#kept.values()) container.retry(providers);
  }

  #showChat(event: Event): void {
    const contact = (event as CustomEvent<ChatContact | undefined>).detail;
    this.#chat = contact ? chatTarget(contact) : undefined;
    this.#options.onChat(this.#chat);
    this.#look();
  }

  /** However much the page changes at once, it is looked through once. */
  #lookSoon(): void {
    if (this.#isDue) return;
    this.#isDue = true;
    queueMicrotask(() => {
      this.#isDue = false;
      this.#look();
    });
  }

  #look(): void {
    const providers = this.#options.providers();
    const places = findPlaces(this.#chat).filter(({ target }) => !this.#isOwn(target));
    const hosts = new Set(places.map(({ host }) => host));
    for (const [host, { container }] of this.#kept) {
      if (hosts.has(host)) continue;
      container.remove();
      this.#kept.delete(host);
    }
    if (providers.length === 0 && this.#kept.size === 0) return;
    for (const place of places) this.#dress(place, providers);
    // What this has changed itself is no reason to look again.
    this.#observer?.takeRecords();
  }

  #dress(place: Place, providers: readonly Registration[]): void {
    const { host, target } = place;
    const about = JSON.stringify(target);
    let kept = this.#kept.get(host);
    if (kept && kept.about !== about) kept.container.remove();
    if (!kept || kept.about !== about) {
      kept = { about, container: this.#container(place) };
      this.#kept.set(host, kept);
    }
    if (kept.container.element.parentNode !== host) host.append(kept.container.element);
    kept.container.fill(providers);
  }

  #container({ target, placeClass }: Place): ButtonContainer {
    const { context, memory, onNone, otherWays, buttonMs } = this.#options;
    return new ButtonContainer({
      context: context(target),
      memory,
      placeClass,
      otherWays: otherWays(),
      onNone,
      onChoice: () => {
        for (const { container } of this.#kept.values()) container.arrange();
      },
      ...(buttonMs !== undefined && { buttonMs }),
    });
  }

  #isOwn({ type, id }: ButtonTarget): boolean {
    return type === "user" && id === this.#options.ownId();
  }
}
