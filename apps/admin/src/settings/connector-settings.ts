import type { ConnectorSettings, SettingsCheck } from "@ringline/protocol";
import { html, LitElement, nothing, type TemplateResult } from "lit";
import type { Desk } from "../view/desk.ts";
import { emptyLine, problemBox } from "../view/parts.ts";
import { styles } from "../view/styles.ts";
import { Work } from "../view/work.ts";
import { type BrowserCheck, gatherAll, iceServersOf } from "./browser-ice.ts";
import { drawField, type Form } from "./fields.ts";
import { type FormSchema, type Path, withValue } from "./schema.ts";

interface Checks {
  server: SettingsCheck[];
  /** Absent where there is nothing that a browser could try. */
  browser?: BrowserCheck[];
}

/** The settings of one connector: a form drawn from its schema, a test, and where each value comes from. Fires `saved`. */
export class AdminConnectorSettings extends LitElement {
  static override styles = styles;
  static override properties = {
    desk: { attribute: false },
    connector: { type: String },
    settings: { state: true },
    values: { state: true },
    checks: { state: true },
  };
  declare desk: Desk;
  declare connector: string;
  declare settings: ConnectorSettings | undefined;
  declare values: Record<string, unknown>;
  declare checks: Checks | undefined;
  readonly #work = new Work(this);

  override firstUpdated(): void {
    void this.#work.run(async () => {
      this.#take(await this.desk.api.ask("providers.settings", { connector: this.connector }));
    });
  }

  override render() {
    const { words } = this.desk;
    const { settings } = this;
    if (!settings) return html`${problemBox(this.#work, words)}${emptyLine(false, "", words)}`;
    const schema = settings.schema as unknown as FormSchema;
    const isBusy = this.#work.isBusy;
    return html`<form class="card" aria-label=${words.text("settingsOf", { title: this.connector })} @submit=${this.#save}>
      ${Object.entries(schema.properties ?? {}).map(([name, field]) => this.#field(name, field))}
      ${problemBox(this.#work, words)}
      <div class="line">
        <button class="primary" ?disabled=${isBusy}>${words.text("save")}</button>
        ${
          settings.hasTest
            ? html`<button type="button" ?disabled=${isBusy} @click=${this.#test}>${words.text("test")}</button>`
            : nothing
        }
        ${
          settings.isStored
            ? html`<button type="button" class="danger" ?disabled=${isBusy} @click=${this.#forget}>
                ${words.text("settingsForget")}
              </button>`
            : nothing
        }
      </div>
      <div role="status">${this.checks ? this.#checks(this.checks) : nothing}</div>
    </form>`;
  }

  #field(name: string, schema: FormSchema): TemplateResult {
    const { words } = this.desk;
    const form: Form = { words, set: (path, value) => this.#set(path, value) };
    const source = this.settings?.sources[name] ?? "default";
    return html`<div>
      ${drawField({ schema, value: this.values[name], path: [name] }, form)}
      <p class="muted">${words.text("sourceIs")} ${words.text(`source-${source}`)}</p>
    </div>`;
  }

  #checks({ server, browser }: Checks): TemplateResult {
    const { words } = this.desk;
    if (server.length === 0)
      return html`<p class="warning">${words.text(browser ? "testNothing" : "testEmpty")}</p>`;
    return html`<h3>${words.text("testServer")}</h3>
      <ul>
        ${server.map((check) => this.#check(check))}
      </ul>
      ${
        browser
          ? html`<h3>${words.text("testBrowser")}</h3>
              <ul>
                ${browser.map((check) => this.#check(check))}
              </ul>`
          : nothing
      }`;
  }

  #check({ subject, ok, result, detail, ms, notes }: BrowserCheck): TemplateResult {
    const { words } = this.desk;
    return html`<li class=${ok ? "good" : "bad"}>
      <code dir="ltr">${subject}</code>: ${words.text(`check-${result}`)}
      ${detail === "" ? nothing : html`<span class="muted">(<bdi>${detail}</bdi>${ms === undefined ? nothing : html`, ${ms} ms`})</span>`}
      ${notes.includes("public") ? html`<p class="warning">${words.text("publicServer")}</p>` : nothing}
    </li>`;
  }

  #set(path: Path, value: unknown): void {
    this.values = withValue(this.values, path, value) as Record<string, unknown>;
  }

  #take(settings: ConnectorSettings): void {
    this.settings = settings;
    this.values = structuredClone(settings.values);
  }

  readonly #save = async (event: Event): Promise<void> => {
    event.preventDefault();
    const { api, say, words } = this.desk;
    const { connector, values } = this;
    const isDone = await this.#work.run(async () => {
      this.#take(await api.ask("providers.configure", { connector, settings: values }));
    });
    if (!isDone) return;
    this.dispatchEvent(new Event("saved"));
    say(words.text("saved"));
  };

  readonly #forget = async (): Promise<void> => {
    const { api, say, words, confirm } = this.desk;
    const { connector } = this;
    const action = words.text("settingsForget");
    if (!(await confirm({ title: action, text: words.text("settingsForgetSure"), action }))) return;
    const isDone = await this.#work.run(async () => {
      this.#take(await api.ask("providers.configure", { connector, settings: null }));
    });
    if (!isDone) return;
    this.dispatchEvent(new Event("saved"));
    say(words.text("saved"));
  };

  readonly #test = async (): Promise<void> => {
    const { connector, values } = this;
    this.checks = undefined;
    await this.#work.run(async () => {
      const answer = await this.desk.api.ask("providers.test", { connector, settings: values });
      const servers = iceServersOf(answer.browser);
      const browser = servers && (await gatherAll(servers));
      this.checks = { server: answer.checks, ...(browser && { browser }) };
    });
  };
}
