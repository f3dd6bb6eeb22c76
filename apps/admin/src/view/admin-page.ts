import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import type { Words } from "../locales/words.ts";
import { sections } from "../sections/sections.ts";
import { AdminApi, AdminProblem } from "../session/api.ts";
import type { AdminConfirm } from "./confirm.ts";
import type { Desk } from "./desk.ts";
import { styles } from "./styles.ts";

/** The whole page: who is signed in, where one is, and what was just done. */
export class AdminPage extends LitElement {
  static override styles = [
    styles,
    css`
      header {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 0.5rem 1rem;
        padding: 0.6rem 1rem;
        border-block-end: 1px solid var(--line);
        background: var(--surface);
      }
      .body {
        display: grid;
        grid-template-columns: 13rem minmax(0, 60rem);
        gap: 1.5rem;
        max-inline-size: 78rem;
        margin: 0 auto;
        padding: 1rem;
      }
      .alone {
        max-inline-size: 40rem;
        margin: 0 auto;
        padding: 1rem;
      }
      nav {
        display: grid;
        align-content: start;
        gap: 0.25rem;
      }
      nav a {
        display: flex;
        align-items: center;
        min-block-size: 44px;
        padding: 0.3rem 0.8rem;
        border-radius: 8px;
        color: var(--text);
        text-decoration: none;
      }
      nav a:hover {
        background: var(--raised);
      }
      nav a[aria-current] {
        background: var(--accent);
        color: var(--on-accent);
        font-weight: 600;
      }
      .said {
        position: fixed;
        inset-block-end: 1rem;
        inset-inline: 1rem;
        max-inline-size: 30rem;
        margin: 0 auto;
        padding: 0.7rem 1rem;
        border-radius: 10px;
        background: var(--text);
        color: var(--ground);
      }
      .said:empty {
        display: none;
      }
      @media (max-width: 48rem) {
        .body {
          grid-template-columns: minmax(0, 1fr);
          gap: 0.75rem;
          padding: 0.75rem;
        }
        nav {
          grid-template-columns: repeat(auto-fill, minmax(6.4rem, 1fr));
        }
        nav a {
          justify-content: center;
          padding: 0.2rem 0.4rem;
          border: 1px solid var(--line);
          text-align: center;
        }
      }
    `,
  ];
  static override properties = {
    words: { attribute: false },
    section: { state: true },
    isSignedIn: { state: true },
    ended: { state: true },
    said: { state: true },
  };
  declare words: Words;
  declare section: string;
  declare isSignedIn: boolean;
  declare ended: AdminProblem["problem"] | undefined;
  declare said: string;
  #desk: Desk | undefined;
  #saying: ReturnType<typeof setTimeout> | undefined;
  readonly #api = new AdminApi(({ problem }) => this.#showEnd(problem));

  constructor() {
    super();
    this.section = sections[0]?.id ?? "";
    this.isSignedIn = false;
    this.said = "";
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener("hashchange", this.#readAddress);
    for (const kind of ["pointerdown", "keydown"]) addEventListener(kind, this.#noteUse);
    this.#readAddress();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener("hashchange", this.#readAddress);
    for (const kind of ["pointerdown", "keydown"]) removeEventListener(kind, this.#noteUse);
  }

  /** Signs in with what the address brought along. */
  async enter(credential: string): Promise<void> {
    try {
      await this.#api.signIn(credential);
      this.isSignedIn = true;
    } catch (error) {
      if (!(error instanceof AdminProblem)) throw error;
      this.#showEnd(error.problem);
    }
  }

  override render() {
    const { words } = this;
    return html`<header>
        <strong>${words.text("title")}</strong>
        ${this.isSignedIn ? this.#signedIn() : nothing}
      </header>
      ${this.isSignedIn ? this.#work() : this.#signIn()}
      <div class="said" role="status">${this.said}</div>
      <admin-confirm .words=${words}></admin-confirm>`;
  }

  #signedIn(): TemplateResult {
    return html`<span class="line">
      <span class="muted"><bdi>${this.#api.name}</bdi></span>
      <button @click=${this.#signOut}>${this.words.text("signOut")}</button>
    </span>`;
  }

  #signIn(): TemplateResult {
    return html`<main class="alone">
      <admin-sign-in
        .words=${this.words}
        .api=${this.#api}
        .ended=${this.ended}
        @signed-in=${() => {
          this.isSignedIn = true;
        }}
      ></admin-sign-in>
    </main>`;
  }

  #work(): TemplateResult {
    const { words } = this;
    const current = sections.find(({ id }) => id === this.section) ?? sections[0];
    this.#desk ??= {
      api: this.#api,
      words,
      say: (text) => this.#say(text),
      confirm: (question) => this.#confirm(question),
    };
    return html`<div class="body">
      <nav aria-label=${words.text("sections")}>
        ${sections.map(
          ({ id, title }) =>
            html`<a href="#${id}" aria-current=${id === current?.id ? "page" : nothing}
              >${words.text(title)}</a
            >`,
        )}
      </nav>
      <main id="main" tabindex="-1">${current?.draw(this.#desk)}</main>
    </div>`;
  }

  #confirm(question: Parameters<Desk["confirm"]>[0]): Promise<boolean> {
    const dialog = this.renderRoot.querySelector<AdminConfirm>("admin-confirm");
    return dialog?.ask(question) ?? Promise.resolve(false);
  }

  #say(text: string): void {
    clearTimeout(this.#saying);
    this.said = text;
    this.#saying = setTimeout(() => {
      this.said = "";
    }, 6_000);
  }

  #showEnd(problem: AdminProblem["problem"]): void {
    this.isSignedIn = false;
    this.ended = problem;
  }

  readonly #readAddress = (): void => {
    const id = decodeURIComponent(location.hash.slice(1)).split("/")[0] ?? "";
    if (!sections.some((one) => one.id === id)) return;
    this.section = id;
    void this.updateComplete.then(() =>
      this.renderRoot.querySelector<HTMLElement>("#main")?.focus(),
    );
  };

  readonly #noteUse = (): void => this.#api.noteUse();

  readonly #signOut = async (): Promise<void> => {
    await this.#api.signOut();
    this.ended = undefined;
    this.isSignedIn = false;
  };
}
