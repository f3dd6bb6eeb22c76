import { formatDuration } from "@ringline/elements";
import type { HistoryFormat, PersonHistoryEntry } from "@ringline/protocol";
import { html, LitElement, nothing, type TemplateResult } from "lit";
import { asOneArray, exportPages } from "../session/export-pages.ts";
import type { Desk } from "../view/desk.ts";
import { emptyLine, moment, partyName, problemBox, saveAs } from "../view/parts.ts";
import { styles } from "../view/styles.ts";
import { Work } from "../view/work.ts";

/** So many pages of 1,000 rows go into one file. */
const MOST_PAGES = 50;
/** A byte order mark, by which spreadsheets know UTF-8. */
const BOM = "\ufeff";

/** Calls that are over, of everybody or of one person. */
export class AdminHistory extends LitElement {
  static override styles = styles;
  static override properties = {
    desk: { attribute: false },
    entries: { state: true },
    next: { state: true },
  };
  declare desk: Desk;
  declare entries: PersonHistoryEntry[] | undefined;
  declare next: string | undefined;
  #asked: { person?: string; missed?: boolean } = {};
  readonly #work = new Work(this);

  override firstUpdated(): void {
    void this.#work.run(() => this.#find());
  }

  override render() {
    const { words } = this.desk;
    const entries = this.entries ?? [];
    return html`<h1>${words.text("history")}</h1>
      ${problemBox(this.#work, words)}
      <form class="search" role="search" @submit=${this.#onSearch}>
        <div><label for="person">${words.text("personId")}</label><input id="person" name="person" /></div>
        <label class="check"><input type="checkbox" name="missed" />${words.text("onlyMissed")}</label>
        <button>${words.text("search")}</button>
      </form>
      <div class="line">
        <button @click=${() => this.#export("csv")}>${words.text("exportCsv")}</button>
        <button @click=${() => this.#export("json")}>${words.text("exportJson")}</button>
      </div>
      ${
        entries.length === 0
          ? emptyLine(this.entries !== undefined, words.text("historyNone"), words)
          : html`<ul class="rows">
              ${entries.map((entry) => this.#row(entry))}
            </ul>`
      }
      ${
        this.next === undefined
          ? nothing
          : html`<button @click=${() => this.#work.run(() => this.#find(this.next))}>
              ${words.text("more")}
            </button>`
      }`;
  }

  #row(entry: PersonHistoryEntry): TemplateResult {
    const { words } = this.desk;
    const { direction, person, title, endReason, provider, durationMs, endedAt, call } = entry;
    return html`<li class="card">
      <h2><bdi>${title}</bdi></h2>
      <p>
        <bdi>${person}</bdi> – ${words.text(direction === "incoming" ? "incoming" : "outgoing")}:
        ${entry.others.map((party, index) => html`${index > 0 ? ", " : nothing}${partyName(party)}`)}
      </p>
      <div class="line muted">
        <span class="badge ${entry.isMissed ? "bad" : ""}"
          >${entry.isMissed ? words.text("missed") : words.text(`end-${endReason}`)}</span
        >
        ${moment(endedAt, words)}<span>${formatDuration(durationMs)}</span><span>${provider}</span>
        ${entry.problem ? html`<code>${entry.problem}</code>` : nothing}
        <a href="#log/${call.slice(0, 8)}">${words.text("timeLine")}</a>
      </div>
    </li>`;
  }

  readonly #onSearch = (event: Event): void => {
    event.preventDefault();
    const data = new FormData(event.target as HTMLFormElement);
    const person = String(data.get("person")).trim();
    this.#asked = { ...(person && { person }), ...(data.has("missed") && { missed: true }) };
    void this.#work.run(() => this.#find());
  };

  async #find(before?: string): Promise<void> {
    const page = before === undefined ? {} : { before };
    const { entries, next } = await this.desk.api.ask("history.find", { ...this.#asked, ...page });
    this.entries = before === undefined ? entries : [...(this.entries ?? []), ...entries];
    this.next = next;
  }

  /** The pages that the server gives, in one file. */
  async #export(format: HistoryFormat): Promise<void> {
    const { api, words, say } = this.desk;
    const { person, ...asked } = this.#asked;
    const whose = person === undefined ? { everybody: true } : { person };
    await this.#work.run(async () => {
      const { pages, isCut } = await exportPages(
        (more) => api.ask("history.export", { format, ...whose, ...asked, ...more }),
        MOST_PAGES,
      );
      if (format === "csv") saveAs("history.csv", BOM + pages.join(""), "text/csv");
      else saveAs("history.json", asOneArray(pages), "application/json");
      say(words.text(isCut ? "exportedCut" : "exported"));
    });
  }
}
