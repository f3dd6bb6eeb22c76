import { type ApiKey, KEY_SCOPES, type KeyScope } from "@ringline/protocol";
import { html, LitElement, nothing, type TemplateResult } from "lit";
import type { Desk } from "../view/desk.ts";
import { emptyLine, moment, problemBox } from "../view/parts.ts";
import { styles } from "../view/styles.ts";
import { Work } from "../view/work.ts";

/** Keys of programs: making one, which tells its secret once, and revoking. */
export class AdminKeys extends LitElement {
  static override styles = styles;
  static override properties = {
    desk: { attribute: false },
    keys: { state: true },
    made: { state: true },
  };
  declare desk: Desk;
  declare keys: ApiKey[] | undefined;
  declare made: { name: string; secret: string } | undefined;
  readonly #work = new Work(this);

  override firstUpdated(): void {
    void this.#work.run(() => this.#list());
  }

  override render() {
    const { words } = this.desk;
    const keys = this.keys ?? [];
    return html`<h1>${words.text("keys")}</h1>
      <p>${words.text("keysWhat")}</p>
      ${problemBox(this.#work, words)} ${this.made ? this.#secret(this.made) : nothing}
      <form class="card" @submit=${this.#create}>
        <h2>${words.text("keyNew")}</h2>
        <div><label for="name">${words.text("keyName")}</label><input id="name" name="name" required maxlength="64" /></div>
        <fieldset>
          <legend>${words.text("keyScopes")}</legend>
          ${KEY_SCOPES.map(
            (scope) =>
              html`<label class="check"
                ><input type="checkbox" name="scopes" value=${scope} ?checked=${scope === "read"} />${words.text(`scope-${scope}`)}</label
              >`,
          )}
        </fieldset>
        <div>
          <label for="days">${words.text("keyDays")}</label>
          <input id="days" name="days" type="number" min="1" max="366" value="90" />
        </div>
        <div><button class="primary">${words.text("keyMake")}</button></div>
      </form>
      ${
        keys.length === 0
          ? emptyLine(this.keys !== undefined, words.text("keysNone"), words)
          : html`<ul class="rows">
              ${keys.map((key) => this.#card(key))}
            </ul>`
      }`;
  }

  #secret({ name, secret }: { name: string; secret: string }): TemplateResult {
    const { words } = this.desk;
    return html`<div class="card" role="group" aria-label=${words.text("keySecretOf", { name })}>
      <p><strong>${words.text("keyOnce")}</strong></p>
      <p><code>${secret}</code></p>
      <div class="line">
        <button @click=${() => this.#copy(secret)}>${words.text("copy")}</button>
        <button
          @click=${() => {
            this.made = undefined;
          }}
        >
          ${words.text("keyKept")}
        </button>
      </div>
    </div>`;
  }

  #card({ id, name, scopes, createdAt, createdBy, lastUsedAt, expiresAt, revokedAt }: ApiKey) {
    const { words } = this.desk;
    return html`<li class="card">
      <div class="line spread">
        <h2><bdi>${name}</bdi></h2>
        ${
          revokedAt === undefined
            ? html`<button
                class="danger"
                aria-label=${words.text("revokeOf", { name })}
                @click=${() => this.#revoke(id, name)}
              >
                ${words.text("revoke")}
              </button>`
            : html`<span class="badge bad">${words.text("revoked")}</span>`
        }
      </div>
      <div class="line muted">
        ${scopes.map((scope) => html`<span class="badge">${scope}</span>`)}
        <code>${id}</code>
        <span>${words.text("made")} ${moment(createdAt, words)} – <bdi>${createdBy}</bdi></span>
        <span>${lastUsedAt ? html`${words.text("lastUsed")} ${moment(lastUsedAt, words)}` : words.text("neverUsed")}</span>
        ${expiresAt ? html`<span>${words.text("runsOut")} ${moment(expiresAt, words)}</span>` : nothing}
      </div>
    </li>`;
  }

  async #list(): Promise<void> {
    this.keys = (await this.desk.api.ask("keys.list", {})).keys;
  }

  readonly #create = async (event: Event): Promise<void> => {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const data = new FormData(form);
    const days = Number(data.get("days"));
    const name = String(data.get("name"));
    const scopes = data.getAll("scopes") as KeyScope[];
    const isDone = await this.#work.run(async () => {
      const input = { name, scopes, ...(days > 0 && { days }) };
      const { key, secret } = await this.desk.api.ask("keys.create", input);
      this.made = { name: key.name, secret };
      await this.#list();
    });
    if (isDone) form.reset();
  };

  async #revoke(key: string, name: string): Promise<void> {
    const { words, api, say, confirm } = this.desk;
    const action = words.text("revoke");
    if (!(await confirm({ title: action, text: words.text("revokeSure", { name }), action })))
      return;
    const isDone = await this.#work.run(async () => {
      await api.ask("keys.revoke", { key });
      await this.#list();
    });
    if (isDone) say(words.text("wasRevoked", { name }));
  }

  async #copy(secret: string): Promise<void> {
    await navigator.clipboard.writeText(secret);
    this.desk.say(this.desk.words.text("copied"));
  }
}
