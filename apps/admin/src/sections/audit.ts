import type { AuditEntry } from "@ringline/protocol";
import { html, LitElement, nothing, type TemplateResult } from "lit";
import type { Desk } from "../view/desk.ts";
import { emptyLine, moment, problemBox, shape } from "../view/parts.ts";
import { styles } from "../view/styles.ts";
import { Work } from "../view/work.ts";

/** What administrators did, the newest first. */
export class AdminAudit extends LitElement {
  static override styles = styles;
  static override properties = {
    desk: { attribute: false },
    entries: { state: true },
    next: { state: true },
  };
  declare desk: Desk;
  declare entries: AuditEntry[] | undefined;
  declare next: string | undefined;
  #asked: { action?: string; by?: string; target?: string } = {};
  readonly #work = new Work(this);

  override firstUpdated(): void {
    void this.#work.run(() => this.#find());
  }

  override render() {
    const { words } = this.desk;
    const entries = this.entries ?? [];
    const field = (name: string, label: string) =>
      html`<div><label for=${name}>${label}</label><input id=${name} name=${name} /></div>`;
    return html`<h1>${words.text("audit")}</h1>
      ${problemBox(this.#work, words)}
      <form class="search" role="search" @submit=${this.#onSearch}>
        ${field("action", words.text("auditAction"))} ${field("by", words.text("auditBy"))}
        ${field("target", words.text("auditTarget"))}
        <button>${words.text("search")}</button>
      </form>
      ${
        entries.length === 0
          ? emptyLine(this.entries !== undefined, words.text("auditNone"), words)
          : html`<ol class="rows">
              ${entries.map((entry) => this.#row(entry))}
            </ol>`
      }
      ${
        this.next === undefined
          ? nothing
          : html`<button @click=${() => this.#work.run(() => this.#find(this.next))}>
              ${words.text("more")}
            </button>`
      }`;
  }

  #row(entry: AuditEntry): TemplateResult {
    const { words } = this.desk;
    const { at, by, action, target, outcome, reference, input, before, after } = entry;
    return html`<li class="card">
      <div class="line spread">
        <h2><code>${action}</code></h2>
        <span class="badge ${outcome === "done" ? "good" : "bad"}"
          >${outcome === "done" ? words.text("done") : outcome}</span
        >
      </div>
      <div class="line muted">
        ${moment(at, words)} <span><bdi>${by.name}</bdi> (${words.text(`by-${by.type}`)})</span>
        <span>${by.address}</span>
      </div>
      ${target === undefined ? nothing : html`<p><bdi>${target}</bdi></p>`}
      <details>
        <summary>${words.text("details")}</summary>
        <dl>
          <dt>${words.text("reference")}</dt>
          <dd><code>${reference}</code></dd>
          <dt>${words.text("auditInput")}</dt>
          <dd>${shape(input)}</dd>
          ${before === undefined ? nothing : html`<dt>${words.text("before")}</dt><dd>${shape(before)}</dd>`}
          ${after === undefined ? nothing : html`<dt>${words.text("after")}</dt><dd>${shape(after)}</dd>`}
        </dl>
      </details>
    </li>`;
  }

  readonly #onSearch = (event: Event): void => {
    event.preventDefault();
    const data = new FormData(event.target as HTMLFormElement);
    const filled = [...data].filter(([, value]) => value !== "");
    this.#asked = Object.fromEntries(filled.map(([name, value]) => [name, String(value).trim()]));
    void this.#work.run(() => this.#find());
  };

  async #find(before?: string): Promise<void> {
    const page = before === undefined ? {} : { before };
    const { entries, next } = await this.desk.api.ask("audit.list", { ...this.#asked, ...page });
    this.entries = before === undefined ? entries : [...(this.entries ?? []), ...entries];
    this.next = next;
  }
}
