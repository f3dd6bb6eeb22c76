import type { DialogAnswer, NoticeHandle } from "@ringline/connector-spi/browser";
import { html, LitElement, nothing, type TemplateResult } from "lit";
import type { CallLayerElement } from "../layer/call-layer.ts";
import type { Texts } from "../localise.ts";
import { buttonStyles, theme } from "../theme/theme.ts";
import { kindIcon } from "./dialog-icons.ts";
import {
  type DialogItem,
  type DialogLabels,
  MOST_NOTICES,
  MOST_WAITING,
  type NoticeItem,
} from "./dialog-items.ts";
import { type DialogMessage, dialogTexts } from "./dialog-texts.ts";
import { messageStyles } from "./message.css.ts";
import { NoticeStackElement } from "./notice-stack.ts";
import { pageDialogsStyles } from "./page-dialogs.css.ts";

const NAME = "ringline-dialogs";

/** The one element of the page that shows dialogs and notices, made where there is none; of whichever script came first. */
export function pageDialogs(): PageDialogsElement {
  for (const [name, element] of [
    ["ringline-notices", NoticeStackElement],
    [NAME, PageDialogsElement],
  ] as const)
    if (customElements.get(name) === undefined) customElements.define(name, element);
  const known = document.querySelector<PageDialogsElement>(NAME);
  if (known) return known;
  const made = document.createElement(NAME) as PageDialogsElement;
  document.body.append(made);
  return made;
}

/**
 * `<ringline-dialogs>`: the dialogs of a page, one after the other, and its notices. A dialog blocks the page, except while a
 * call rings or runs on it: who is called must be able to answer. Parts: `dialog`, `title`, `text`, `reference`, `acts`.
 */
export class PageDialogsElement extends LitElement {
  static override properties = {
    dialogs: { state: true },
    notices: { state: true },
    copied: { state: true },
  };
  static override styles = [theme, buttonStyles, pageDialogsStyles, messageStyles];
  /** The first one is shown. */
  declare dialogs: readonly DialogItem[];
  declare notices: readonly NoticeItem[];
  declare copied: DialogMessage | "";

  constructor() {
    super();
    this.dialogs = [];
    this.notices = [];
    this.copied = "";
  }

  /** Returns what takes it away again, answering `cancel`; a page that has too many of them answers so at once. */
  ask(item: DialogItem): () => void {
    if (this.dialogs.length > MOST_WAITING) item.answer("cancel");
    else this.dialogs = [...this.dialogs, item];
    return () => this.#answer(item, "cancel");
  }

  tell(item: NoticeItem): NoticeHandle {
    if (this.notices.length < MOST_NOTICES + MOST_WAITING) this.notices = [...this.notices, item];
    else item.gone();
    return { close: () => this.#putAway(item) };
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener("ringline-call-ringing", this.#letThrough);
  }

  /** Whoever clears the page has answered nothing. */
  override disconnectedCallback(): void {
    document.removeEventListener("ringline-call-ringing", this.#letThrough);
    for (const item of this.dialogs) item.answer("cancel");
    for (const item of this.notices) item.gone();
    this.dialogs = this.notices = [];
    super.disconnectedCallback();
  }

  protected override render(): TemplateResult {
    const [item] = this.dialogs;
    return html`${item ? this.#dialog(item) : nothing}
      <ringline-notices
        .items=${this.notices}
        .isHeld=${item !== undefined}
        .putAway=${this.#putAway}
      ></ringline-notices>`;
  }

  protected override updated(): void {
    const { dialog } = this;
    if (!dialog || dialog.open) return;
    if (isCallHere()) dialog.show();
    else dialog.showModal();
  }

  private get dialog(): HTMLDialogElement | null {
    return this.renderRoot.querySelector("dialog");
  }

  #dialog(item: DialogItem): TemplateResult {
    const { kind, title, text, language, details } = item;
    const texts = dialogTexts(language);
    const isQuestion = kind === "confirm";
    return html`<dialog
      part="dialog"
      role=${kind === "info" ? "dialog" : "alertdialog"}
      aria-labelledby="title"
      aria-describedby="text"
      lang=${texts.language}
      dir=${texts.direction}
      @cancel=${this.#onCancel}
      @close=${this.#onClose}
      @keydown=${this.#onKey}
    >
      <div class="message">
        ${kindIcon(kind, texts.text(kind))}
        <h2 part="title" id="title" dir="auto">${title}</h2>
        <p part="text" id="text" dir="auto">${text}</p>
        ${item.reference ? this.#reference(item.reference, item.labels, texts) : nothing} ${details ?? nothing}
      </div>
      <div class="acts" part="acts">
        ${isQuestion ? this.#act(item, "cancel", texts) : nothing} ${this.#act(item, "ok", texts)}
      </div>
    </dialog>`;
  }

  /** The first one has the focus: of a question the answer that changes nothing. */
  #act(item: DialogItem, answer: DialogAnswer, texts: Texts<DialogMessage>): TemplateResult {
    return html`<button
      type="button"
      class=${answer === "ok" ? "main" : ""}
      ?autofocus=${answer === "cancel" || item.kind !== "confirm"}
      @click=${() => this.#answer(item, answer)}
    >
      ${item.labels?.[answer] || texts.text(answer)}
    </button>`;
  }

  #reference(
    reference: string,
    labels: DialogLabels = {},
    texts: Texts<DialogMessage>,
  ): TemplateResult {
    return html`<div class="reference" part="reference">
      <span>${labels.reference || texts.text("reference")} <code dir="ltr">${reference}</code></span>
      <button type="button" @click=${() => this.#copy(reference)}>${texts.text("copy")}</button>
      <span role="status">${this.copied ? texts.text(this.copied) : nothing}</span>
    </div>`;
  }

  #copy(reference: string): void {
    // Where the browser or the page's policy refuses it, the person's own keys can.
    const mark = (): DialogMessage => {
      const code = this.renderRoot.querySelector("code");
      if (code) getSelection()?.selectAllChildren(code);
      return "not-copied";
    };
    const written = async (): Promise<DialogMessage> => {
      await navigator.clipboard.writeText(reference);
      return "copied";
    };
    written()
      .catch(mark)
      .then((said) => {
        this.copied = said;
      }, reportError);
  }

  /** Closed before anything is drawn anew: the browser gives the focus back to where it was. */
  #answer(item: DialogItem, answer: DialogAnswer): void {
    if (!this.dialogs.includes(item)) return;
    if (item === this.dialogs[0]) {
      this.dialog?.close();
      this.copied = "";
    }
    this.dialogs = this.dialogs.filter((other) => other !== item);
    item.answer(answer);
  }

  #cancel(): void {
    const [item] = this.dialogs;
    if (item) this.#answer(item, "cancel");
  }

  readonly #onCancel = (event: Event): void => {
    event.preventDefault();
    this.#cancel();
  };

  /** A browser may close it without asking, where Escape is pressed again and again. */
  readonly #onClose = (): void => {
    if (this.dialog?.open === false) this.#cancel();
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || this.dialog?.matches(":modal")) return;
    event.preventDefault();
    event.stopPropagation();
    this.#cancel();
  };

  /** A call rings: what blocked the page stands beside it from now on. */
  readonly #letThrough = (): void => {
    const { dialog } = this;
    if (!dialog?.matches(":modal")) return;
    dialog.close();
    dialog.show();
  };

  readonly #putAway = (item: NoticeItem): void => {
    if (!this.notices.includes(item)) return;
    this.notices = this.notices.filter((other) => other !== item);
    item.gone();
  };
}

/** A card rings on this page, or a call runs in a panel of it. */
function isCallHere(): boolean {
  const layer = document.querySelector<CallLayerElement>("ringline-call-layer");
  const isRinging = (layer?.rings?.length ?? 0) > 0;
  return isRinging || document.querySelector("ringline-call-panel") !== null;
}
