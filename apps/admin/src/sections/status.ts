import type { ServerStatus } from "@ringline/protocol";
import { html, LitElement, type TemplateResult } from "lit";
import type { Desk } from "../view/desk.ts";
import { emptyLine, moment, problemBox } from "../view/parts.ts";
import { styles } from "../view/styles.ts";
import { Work } from "../view/work.ts";

const EVERY_MS = 5_000;
const MINUTE_MS = 60_000;

/** How the server does. */
export class AdminStatus extends LitElement {
  static override styles = styles;
  static override properties = { desk: { attribute: false }, status: { state: true } };
  declare desk: Desk;
  declare status: ServerStatus | undefined;
  readonly #work = new Work(this);

  override firstUpdated(): void {
    this.#work.keep(async () => {
      this.status = (await this.desk.api.ask("server.status", {})).status;
    }, EVERY_MS);
  }

  override render() {
    const { words } = this.desk;
    return html`<h1>${words.text("status")}</h1>
      ${problemBox(this.#work, words)}
      ${this.status ? this.#list(this.status) : emptyLine(false, "", words)}
      <p><a href="/v1/docs" target="_blank" rel="noopener">${words.text("apiPage")}</a></p>`;
  }

  #list(status: ServerStatus): TemplateResult {
    const { words } = this.desk;
    const { database, ailing, nodes } = status;
    const minutes = Math.floor((Date.parse(status.now) - Date.parse(status.startedAt)) / MINUTE_MS);
    return html`<dl class="card">
      <dt>${words.text("version")}</dt>
      <dd>${status.version}</dd>
      <dt>${words.text("started")}</dt>
      <dd>${moment(status.startedAt, words)} (${words.text("minutes", { count: minutes })})</dd>
      <dt>${words.text("nodes")}</dt>
      <dd>${nodes.length}: ${nodes.map((node) => html`<code>${node}</code> `)}</dd>
      <dt>${words.text("database")}</dt>
      <dd class=${database.isWell ? "good" : "bad"}>
        ${database.type === "sqlite" ? "SQLite" : "PostgreSQL"} –
        ${words.text(database.isWell ? "isWell" : "isAway")} (${database.probeMs} ms)
      </dd>
      <dt>${words.text("connectors")}</dt>
      <dd class=${ailing.length === 0 ? "good" : "bad"}>
        ${
          ailing.length === 0
            ? words.text("allWell")
            : ailing.map(({ connector, detail }) => html`<p>${connector}: ${detail}</p>`)
        }
      </dd>
      <dt>${words.text("sockets")}</dt>
      <dd>${status.sockets}</dd>
      <dt>${words.text("calls")}</dt>
      <dd>${status.calls}</dd>
    </dl>`;
  }
}
