import { html, LitElement, nothing } from "lit";
import type { Words } from "../locales/words.ts";
import { styles } from "./styles.ts";

interface Question {
  title: string;
  text: string;
  action: string;
  answer: (isMeant: boolean) => void;
}

/** Asks once more before something that cannot be taken back. */
export class AdminConfirm extends LitElement {
  static override styles = styles;
  static override properties = {
    words: { attribute: false },
    question: { state: true },
  };
  declare words: Words;
  declare question: Question | undefined;

  /** Answers when the person did; Escape is no. */
  ask(question: Omit<Question, "answer">): Promise<boolean> {
    this.question?.answer(false);
    return new Promise((resolve) => {
      this.question = { ...question, answer: resolve };
    });
  }

  override updated(): void {
    const dialog = this.renderRoot.querySelector("dialog");
    if (dialog && !dialog.open) dialog.showModal();
  }

  override render() {
    if (!this.question) return nothing;
    const { title, text, action } = this.question;
    return html`<dialog
        class="card"
        aria-labelledby="title"
        aria-describedby="text"
        @close=${() => this.#answer(false)}
      >
        <h2 id="title">${title}</h2>
        <p id="text">${text}</p>
        <div class="line">
          <button class="danger" @click=${() => this.#answer(true)}>${action}</button>
          <button autofocus @click=${() => this.#answer(false)}>
            ${this.words.text("cancel")}
          </button>
        </div>
      </dialog>`;
  }

  #answer(isMeant: boolean): void {
    const { question } = this;
    this.question = undefined;
    question?.answer(isMeant);
  }
}
