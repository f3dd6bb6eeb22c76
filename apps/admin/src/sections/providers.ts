import type {
  ConnectorFailure,
  ConnectorState,
  ProviderState,
  SwitchSource,
} from "@ringline/protocol";
import { html, LitElement, nothing, type TemplateResult } from "lit";
import type { Desk } from "../view/desk.ts";
import { emptyLine, moment, problemBox } from "../view/parts.ts";
import { styles } from "../view/styles.ts";
import { Work } from "../view/work.ts";

const EVERY_MS = 5_000;

type Switch = "isOn" | "log";

/** All connectors, whether they are well, their settings; and what each offers, with its switches. */
export class AdminProviders extends LitElement {
  static override styles = styles;
  static override properties = {
    desk: { attribute: false },
    connectors: { state: true },
    providers: { state: true },
    open: { state: true },
  };
  declare desk: Desk;
  declare connectors: ConnectorState[] | undefined;
  declare providers: ProviderState[];
  /** The connector whose settings are shown. */
  declare open: string | undefined;
  readonly #work = new Work(this);

  constructor() {
    super();
    this.providers = [];
  }

  override firstUpdated(): void {
    this.#work.keep(() => this.#list(), EVERY_MS);
  }

  override render() {
    const { words } = this.desk;
    const connectors = this.connectors ?? [];
    return html`<h1>${words.text("providers")}</h1>
      <p class="muted">${words.text("providersWhat")}</p>
      ${problemBox(this.#work, words)}
      ${
        connectors.length === 0
          ? emptyLine(this.connectors !== undefined, words.text("providersNone"), words)
          : html`<ul class="rows">
              ${connectors.map((one) => this.#connector(one))}
            </ul>`
      }`;
  }

  #connector({ id, version, health, failure, pageFailure }: ConnectorState): TemplateResult {
    const { words } = this.desk;
    const isOpen = this.open === id;
    return html`<li class="card">
      <div class="line spread">
        <h2>${words.text("ofConnector", { connector: id, version })}</h2>
        <span class=${health.ok ? "good" : "bad"}
          >${health.ok ? words.text("isWell") : (health.detail ?? words.text("isUnwell"))}</span
        >
      </div>
      ${failure ? this.#failure(words.text("lastFailure", { step: failure.step }), failure) : nothing}
      ${
        pageFailure
          ? this.#failure(words.text("lastPageFailure", { ...pageFailure }), pageFailure)
          : nothing
      }
      <div class="line">
        <button
          aria-expanded=${isOpen}
          aria-label=${words.text("settingsOf", { title: id })}
          @click=${() => {
            this.open = isOpen ? undefined : id;
          }}
        >
          ${words.text("settings")}
        </button>
      </div>
      ${
        isOpen
          ? html`<admin-connector-settings
              .desk=${this.desk}
              .connector=${id}
              @saved=${() => this.#work.run(() => this.#list())}
            ></admin-connector-settings>`
          : nothing
      }
      ${this.#offered(id)}
    </li>`;
  }

  #failure(title: string, { at, code, reason, reference }: ConnectorFailure): TemplateResult {
    return html`<p class="warning">
      ${title} ${moment(at, this.desk.words)}, <code>${code}</code>, <bdi>${reason}</bdi>
      ${this.desk.words.text("reference")} <a href="#log/${reference}"><code>${reference}</code></a>
    </p>`;
  }

  #offered(connector: string): TemplateResult {
    const { words } = this.desk;
    const offered = this.providers.filter((one) => one.connector === connector);
    if (offered.length === 0) return html`<p class="muted">${words.text("offersNothing")}</p>`;
    return html`<ul class="rows" aria-label=${words.text("providersOf", { connector })}>
      ${offered.map((one) => this.#provider(one))}
    </ul>`;
  }

  #provider(provider: ProviderState): TemplateResult {
    const { id, title, description } = provider;
    return html`<li class="card">
      <h3><bdi>${title}</bdi></h3>
      <p>${description}</p>
      <code class="muted">${id}</code>
      <div class="line">${this.#switch(provider, "isOn")} ${this.#switch(provider, "log")}</div>
    </li>`;
  }

  #switch(provider: ProviderState, what: Switch): TemplateResult {
    const { words } = this.desk;
    const isOn = provider[what];
    const label = what === "isOn" ? "offered" : "logged";
    const source = `${what}-source-${provider.id}`;
    return html`<span class="switch">
      <button
        role="switch"
        aria-checked=${isOn}
        aria-label=${words.text(`${label}Of`, { title: provider.title })}
        aria-describedby=${source}
        @click=${() => this.#turn(provider, what, !isOn)}
      >
        ${words.text(label)}
      </button>
      <small class="muted" id=${source}
        >${words.text("sourceIs")} ${words.text(`source-${provider.sources[what]}`)}</small
      >
    </span>`;
  }

  async #list(): Promise<void> {
    const { api } = this.desk;
    const [{ connectors }, { providers }] = await Promise.all([
      api.ask("connectors.list", {}),
      api.ask("providers.list", {}),
    ]);
    this.connectors = connectors;
    this.providers = providers;
  }

  /** Shown at once, and back again where the server refuses. */
  async #turn(provider: ProviderState, what: Switch, isOn: boolean): Promise<void> {
    const { words, api, say } = this.desk;
    const { id, title } = provider;
    this.#show(id, what, { isOn, source: "stored" });
    const operation = what === "isOn" ? "providers.switch" : "providers.log";
    const isDone = await this.#work.run(() => api.ask(operation, { provider: id, isOn }));
    if (!isDone) return this.#show(id, what, { isOn: !isOn, source: provider.sources[what] });
    const said = what === "isOn" ? (isOn ? "turnedOn" : "turnedOff") : isOn ? "logOn" : "logOff";
    say(words.text(said, { title }));
  }

  #show(id: string, what: Switch, { isOn, source }: { isOn: boolean; source: SwitchSource }): void {
    const shown = (one: ProviderState): ProviderState => ({
      ...one,
      [what]: isOn,
      sources: { ...one.sources, [what]: source },
    });
    this.providers = this.providers.map((one) => (one.id === id ? shown(one) : one));
  }
}
