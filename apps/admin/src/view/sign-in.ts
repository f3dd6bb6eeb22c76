import { html, LitElement, nothing } from "lit";
import type { Words } from "../locales/words.ts";
import type { AdminApi, AdminProblem } from "../session/api.ts";
import { credentialIn } from "../session/credentials.ts";
import { problemBox } from "./parts.ts";
import { styles } from "./styles.ts";
import { Work } from "./work.ts";

/** What stands here for who is not signed in. @fires signed-in */
export class AdminSignIn extends LitElement {
  static override styles = styles;
  static override properties = {
    words: { attribute: false },
    api: { attribute: false },
    ended: { attribute: false },
    hint: { state: true },
  };
  declare words: Words;
  declare api: AdminApi;
  /** Why the last session, or the link that led here, is not taken. */
  declare ended: AdminProblem["problem"] | undefined;
  declare hint: string;
  readonly #work = new Work(this);

  override render() {
    const { words } = this;
    const shown = this.#work.problem ?? this.ended;
    const box = Object.assign(Object.create(this.#work), { problem: shown });
    return html`<h1>${words.text("signIn")}</h1>
      ${problemBox(box, words)}
      <p>${words.text("signInHow")}</p>
      <p>${words.text("signInSite")}</p>
      <form class="card" @submit=${this.#signIn}>
        <label for="link">${words.text("signInLink")}</label>
        <input
          id="link"
          type="password"
          autocomplete="off"
          spellcheck="false"
          aria-describedby="hint"
        />
        <p id="hint" class="bad" role="status">${this.hint || nothing}</p>
        <div>
          <button class="primary" ?disabled=${this.#work.isBusy}>${words.text("signIn")}</button>
        </div>
      </form>`;
  }

  readonly #signIn = async (event: Event): Promise<void> => {
    event.preventDefault();
    const field = this.renderRoot.querySelector("input");
    const credential = credentialIn(field?.value ?? "");
    this.hint = credential === undefined ? this.words.text("signInNothing") : "";
    if (credential === undefined || !field) return field?.focus();
    field.value = "";
    this.ended = undefined;
    if (await this.#work.run(() => this.api.signIn(credential)))
      this.dispatchEvent(new Event("signed-in"));
  };
}
