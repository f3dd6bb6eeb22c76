import { html, LitElement, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { closeIcon } from "../theme/icons.ts";
import { buttonStyles, theme } from "../theme/theme.ts";
import { Countdown } from "./countdown.ts";
import { kindIcon } from "./dialog-icons.ts";
import { MOST_NOTICES, NOTICE_MS, type NoticeItem } from "./dialog-items.ts";
import { dialogTexts } from "./dialog-texts.ts";
import { messageStyles } from "./message.css.ts";
import { noticeStackStyles } from "./notice-stack.css.ts";

/** A live region tells only of what changes after a reader has found it. */
const ANNOUNCE_AFTER_MS = 100;

/** `<ringline-notices>`: what stands at the upper end of the page for a while. */
export class NoticeStackElement extends LitElement {
  static override properties = {
    items: { attribute: false },
    isHeld: { attribute: false },
    shown: { state: true },
    polite: { state: true },
    assertive: { state: true },
  };
  static override styles = [theme, buttonStyles, noticeStackStyles, messageStyles];
  /** Shown and waiting, oldest first. */
  declare items: readonly NoticeItem[];
  /** A dialog stands above the page: nobody could reach a notice, so no time runs and no new one comes. */
  declare isHeld: boolean;
  declare shown: readonly NoticeItem[];
  declare polite: string;
  declare assertive: string;
  putAway: (item: NoticeItem) => void = () => undefined;
  readonly #countdowns = new Map<NoticeItem, Countdown>();
  /** The pointer or the focus is on a notice. */
  #isLookedAt = false;

  constructor() {
    super();
    this.items = [];
    this.shown = [];
    this.isHeld = false;
    this.polite = "";
    this.assertive = "";
  }

  override disconnectedCallback(): void {
    for (const countdown of this.#countdowns.values()) countdown.pause();
    super.disconnectedCallback();
  }

  protected override willUpdate(): void {
    const shown = this.shown.filter((item) => this.items.includes(item));
    const room = this.isHeld ? 0 : MOST_NOTICES - shown.length;
    const added = this.items.filter((item) => !shown.includes(item)).slice(0, room);
    const isSame = added.length === 0 && shown.length === this.shown.length;
    if (!isSame) this.shown = [...shown, ...added];
    for (const item of [...this.#countdowns.keys()]) if (!shown.includes(item)) this.#forget(item);
    for (const item of added) this.#begin(item);
  }

  protected override render(): TemplateResult {
    return html`<div class="visually-hidden" role="status">${this.polite}</div>
      <div class="visually-hidden" role="alert">${this.assertive}</div>
      ${this.shown.length === 0 ? nothing : this.#list()}`;
  }

  protected override updated(): void {
    const list = this.renderRoot.querySelector<HTMLElement>("section");
    if (list && !list.matches(":popover-open")) list.showPopover?.();
    if (list === null) this.#isLookedAt = false;
    this.#letRun();
  }

  #list(): TemplateResult {
    const [first] = this.shown;
    const texts = dialogTexts(first?.language ?? "en");
    return html`<section
      class="notices"
      part="notices"
      popover="manual"
      aria-label=${texts.text("notices")}
      lang=${texts.language}
      dir=${texts.direction}
      @pointerenter=${() => this.#look(true)}
      @pointerleave=${() => this.#look(false)}
      @focusin=${() => this.#look(true)}
      @focusout=${() => this.#look(false)}
      @keydown=${this.#onKey}
    >
      <ul>
        ${repeat(
          this.shown,
          (item) => item,
          (item) => this.#notice(item),
        )}
      </ul>
    </section>`;
  }

  #notice(item: NoticeItem): TemplateResult {
    const texts = dialogTexts(item.language);
    return html`<li part="notice" class="message" .item=${item}>
      ${kindIcon(item.kind, texts.text(item.kind))}
      <p class="title" dir="auto">${item.title}</p>
      ${item.text ? html`<p dir="auto">${item.text}</p>` : nothing}
      <button
        type="button"
        class="icon close"
        aria-label="${texts.text("close")}: ${item.title}"
        @click=${() => this.putAway(item)}
      >
        ${closeIcon}
      </button>
    </li>`;
  }

  /** Escape puts away the notice in which the focus is. */
  readonly #onKey = (event: KeyboardEvent): void => {
    const notice = (event.target as Element).closest<HTMLLIElement & { item: NoticeItem }>("li");
    if (event.key !== "Escape" || notice === null) return;
    event.preventDefault();
    event.stopPropagation();
    this.putAway(notice.item);
  };

  #begin(item: NoticeItem): void {
    const lastsMs = NOTICE_MS[item.kind];
    if (lastsMs !== undefined)
      this.#countdowns.set(item, new Countdown(lastsMs, () => this.putAway(item)));
    const kind = dialogTexts(item.language).text(item.kind);
    const words = [`${kind}: ${item.title}`, item.text].filter(Boolean).join(". ");
    setTimeout(() => {
      if (item.kind === "error") this.assertive = words;
      else this.polite = words;
    }, ANNOUNCE_AFTER_MS);
    try {
      item.onShow?.({ close: () => this.putAway(item) });
    } catch (error) {
      reportError(error);
    }
  }

  #forget(item: NoticeItem): void {
    this.#countdowns.get(item)?.pause();
    this.#countdowns.delete(item);
  }

  #look(isLookedAt: boolean): void {
    const list = this.renderRoot.querySelector("section");
    this.#isLookedAt = isLookedAt || list?.matches(":hover, :focus-within") === true;
    this.#letRun();
  }

  #letRun(): void {
    const isStanding = this.isHeld || this.#isLookedAt;
    for (const countdown of this.#countdowns.values()) {
      if (isStanding) countdown.pause();
      else countdown.run();
    }
  }
}
