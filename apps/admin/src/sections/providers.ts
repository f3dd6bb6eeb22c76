import type { ProviderState } from "@ringline/protocol";
import { html, LitElement, nothing, type TemplateResult } from "lit";
import type { Desk } from "../view/desk.ts";
import { emptyLine, moment, problemBox } from "../view/parts.ts";
import { styles } from "../view/styles.ts";
import { Work } from "../view/work.ts";

const EVERY_MS = 5_000;

/** All ways to call: whether they are well, whether they are offered, whether their log is collected. */
export class AdminProviders extends LitElement {
  static override styles = styles;
  static override properties = {
    desk: { attribute: false },
    providers: { state: true },
    open: { state: true },
  };
  declare desk: Desk;
  declare providers: ProviderState[] | undefined;
  /** The provider whose connector's settings are shown. */
  declare open: string | undefined;
  readonly #work = new Work(this);

  override firstUpdated(): void {
    this.#work.keep(() => this.#list(), EVERY_MS);
  }

  override render() {
    const { words } = this.desk;
    const providers = this.providers ?? [];
    return html`<h1>${words.text("providers")}</h1>
      <p class="muted">${words.text("providersWhat")}</p>
      ${problemBox(this.#work, words)}
      ${
        providers.length === 0
          ? emptyLine(this.providers !== undefined, words.text("providersNone"), words)
          : html`<ul class="rows">
              ${providers.map((one) => this.#card(one))}
            </ul>`
      }`;
  }

  #card(provider: ProviderState): TemplateResult {
    const { words } = this.desk;
    const { id, title, description, version, connector, health, failure } = provider;
    return html`<li class="card">
      <h2><bdi>${title}</bdi></h2>
      <p>${description}</p>
      <div class="line muted">
        <code>${id}</code><span>${words.text("ofConnector", { connector, version })}</span>
        <span class=${health.ok ? "good" : "bad"}
          >${health.ok ? words.text("isWell") : (health.detail ?? words.text("isUnwell"))}</span
        >
      </div>
      ${
        failure
          ? html`<p class="warning">
              ${words.text("lastFailure", { step: failure.step })} ${moment(failure.at, words)},
              ${words.text("reference")} <code>${failure.reference}</code>
            </p>`
          : nothing
      }
      <div class="line">
        ${this.#switch(provider, "isOn")} ${this.#switch(provider, "log")}
        <button
          aria-expanded=${this.open === id}
          aria-label=${words.text("settingsOf", { title })}
          @click=${() => {
            this.open = this.open === id ? undefined : id;
          }}
        >
          ${words.text("settings")}
        </button>
      </div>
      ${
        this.open === id
          ? html`<admin-connector-settings
              .desk=${this.desk}
              .connector=${connector}
            ></admin-connector-settings>`
          : nothing
      }
    </li>`;
  }

  #switch(provider: ProviderState, what: "isOn" | "log"): TemplateResult {
    const { words } = this.desk;
    const isOn = provider[what];
    const label = what === "isOn" ? "offered" : "logged";
    return html`<button
      role="switch"
      aria-checked=${isOn}
      aria-label=${words.text(`${label}Of`, { title: provider.title })}
      @click=${() => this.#turn(provider, what, !isOn)}
    >
      ${words.text(label)}
    </button>`;
  }

  async #list(): Promise<void> {
    this.providers = (await this.desk.api.ask("providers.list", {})).providers;
  }

  /** Shown at once, and back again where the server refuses. */
  async #turn({ id, title }: ProviderState, what: "isOn" | "log", isOn: boolean): Promise<void> {
    const { words, api, say } = this.desk;
    this.#show(id, { [what]: isOn });
    const operation = what === "isOn" ? "providers.switch" : "providers.log";
    const isDone = await this.#work.run(() => api.ask(operation, { provider: id, isOn }));
    if (!isDone) return this.#show(id, { [what]: !isOn });
    const said = what === "isOn" ? (isOn ? "turnedOn" : "turnedOff") : isOn ? "logOn" : "logOff";
    say(words.text(said, { title }));
  }

  #show(id: string, change: Partial<ProviderState>): void {
    this.providers = this.providers?.map((one) => (one.id === id ? { ...one, ...change } : one));
  }
}
