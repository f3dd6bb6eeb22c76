import type { LogFormat, LogLine, LogQuery, Result } from "@ringline/protocol";
import { html, LitElement, nothing, type TemplateResult } from "lit";
import { asOneArray, exportPages } from "../session/export-pages.ts";
import type { Desk } from "../view/desk.ts";
import { emptyLine, moment, partyName, problemBox, saveAs, shape } from "../view/parts.ts";
import { styles } from "../view/styles.ts";
import { Work } from "../view/work.ts";

const LEVELS = ["debug", "info", "warn", "error"] as const;
const MOST_PAGES = 20;
type Found = Result<"logs.find">;

/** What pages and server wrote; by a reference, the time line of its call from all ends. */
export class AdminLog extends LitElement {
  static override styles = styles;
  static override properties = {
    desk: { attribute: false },
    found: { state: true },
    reference: { state: true },
  };
  declare desk: Desk;
  declare found: Found | undefined;
  declare reference: string;
  #asked: LogQuery = {};
  #searches = 0;
  readonly #work = new Work(this);

  constructor() {
    super();
    this.reference = location.hash.split("/")[1] ?? "";
  }

  override firstUpdated(): void {
    if (this.reference !== "") this.#asked = { reference: this.reference };
    void this.#work.run(() => this.#find());
  }

  override render() {
    const { words } = this.desk;
    const lines = this.found?.lines ?? [];
    const field = (name: string, label: string, value = "") =>
      html`<div><label for=${name}>${label}</label><input id=${name} name=${name} .value=${value} autocomplete="off" spellcheck="false" /></div>`;
    return html`<h1>${words.text("log")}</h1>
      ${problemBox(this.#work, words)}
      <form class="search" role="search" @submit=${this.#onSearch}>
        ${field("reference", words.text("reference"), this.reference)}
        ${field("person", words.text("personId"))} ${field("text", words.text("logText"))}
        <div>
          <label for="level">${words.text("level")}</label>
          <select id="level" name="level">
            <option value="">${words.text("allLevels")}</option>
            ${LEVELS.map((level) => html`<option>${level}</option>`)}
          </select>
        </div>
        <button class="primary">${words.text("search")}</button>
      </form>
      <div class="line">
        <button @click=${() => this.#export("json")}>${words.text("exportJson")}</button>
        <button @click=${() => this.#export("ndjson")}>${words.text("exportLines")}</button>
      </div>
      ${this.found?.entry ? this.#entry(this.found.entry) : nothing} ${this.#call()}
      ${
        lines.length === 0
          ? emptyLine(this.found !== undefined, words.text("logNone"), words)
          : html`<ol class="rows" aria-label=${words.text("lines")}>
              ${lines.map((line) => this.#line(line))}
            </ol>`
      }
      ${
        this.found?.next === undefined
          ? nothing
          : html`<button @click=${() => this.#work.run(() => this.#find(this.found?.next))}>
              ${words.text("more")}
            </button>`
      }`;
  }

  #entry(entry: LogLine): TemplateResult {
    const { words } = this.desk;
    return html`<section class="problem" aria-label=${words.text("theEntry")}>
      <strong>${words.text("theEntry")}</strong>
      <p>${entry.message}</p>
      <p class="muted">${moment(entry.at, words)} <bdi>${entry.person}</bdi> ${entry.provider}</p>
    </section>`;
  }

  #call(): TemplateResult | typeof nothing {
    const { words } = this.desk;
    const call = this.found?.call;
    if (!call) return nothing;
    return html`<section class="card" aria-label=${words.text("theCall")}>
      <h2>${words.text("theCall")} <code>${call.id}</code></h2>
      <div class="line muted">
        <span>${call.provider}</span> ${moment(call.createdAt, words)} ${moment(call.endedAt, words)}
        ${call.endReason ? html`<span class="badge">${words.text(`end-${call.endReason}`)}</span>` : nothing}
        ${call.problem ? html`<code>${call.problem}</code>` : nothing}
      </div>
      <ul>
        ${call.participants.map(
          ({ id, party, state }) =>
            html`<li><code>${id}</code> ${partyName(party)} – ${words.text(`state-${state}`)}</li>`,
        )}
      </ul>
    </section>`;
  }

  #line(line: LogLine): TemplateResult {
    const { words } = this.desk;
    const { at, source, level, message, person, page, provider, prefix, reference, details } = line;
    const isBad = level === "error" || level === "warn";
    return html`<li class="card">
      <div class="line muted">
        ${moment(at, words)} <span class="badge">${words.text(`source-${source}`)}</span>
        <span class=${isBad ? "bad" : ""}>${level}</span>
        ${person ? html`<bdi>${person}</bdi>` : nothing} <span>${provider}</span>
        <span>${prefix}</span> ${page ? html`<code>${page.slice(0, 8)}</code>` : nothing}
        ${reference ? html`<a href="#log/${reference}" @click=${() => this.#openReference(reference)}>${reference}</a>` : nothing}
      </div>
      <p><bdi>${message}</bdi></p>
      ${
        details === undefined
          ? nothing
          : html`<details>
              <summary>${words.text("details")}</summary>
              ${shape(details)}
            </details>`
      }
    </li>`;
  }

  #openReference(reference: string): void {
    this.reference = reference;
    this.#asked = { reference };
    void this.#work.run(() => this.#find());
  }

  readonly #onSearch = (event: Event): void => {
    event.preventDefault();
    const data = new FormData(event.target as HTMLFormElement);
    const filled = [...data]
      .map(([name, value]) => [name, String(value).trim()] as const)
      .filter(([, value]) => value !== "");
    this.#asked = Object.fromEntries(filled) as LogQuery;
    this.reference = this.#asked.reference ?? "";
    void this.#work.run(() => this.#find());
  };

  async #find(before?: string): Promise<void> {
    if (before === undefined) this.found = undefined;
    const page = before === undefined ? {} : { before };
    this.#searches += 1;
    const search = this.#searches;
    const answer = await this.desk.api.ask("logs.find", { ...this.#asked, ...page });
    // What was asked before the last search is not what is looked for now.
    if (search !== this.#searches) return;
    const lines = [...(this.found?.lines ?? []), ...answer.lines];
    this.found = { ...this.found, ...answer, lines };
    if (answer.next === undefined) delete this.found.next;
  }

  async #export(format: LogFormat): Promise<void> {
    const { api, words, say } = this.desk;
    await this.#work.run(async () => {
      const { pages, isCut } = await exportPages(
        (more) => api.ask("logs.export", { ...this.#asked, format, ...more }),
        MOST_PAGES,
      );
      const content = format === "json" ? asOneArray(pages) : pages.join("");
      saveAs(`log.${format}`, content, "application/json");
      say(words.text(isCut ? "exportedCut" : "exported"));
    });
  }
}
