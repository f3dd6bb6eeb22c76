import type { Account, AccountField, AccountType, PersonId } from "@ringline/protocol";
import { html, LitElement, nothing, type TemplateResult } from "lit";
import type { Desk } from "../view/desk.ts";
import { emptyLine, problemBox } from "../view/parts.ts";
import { styles } from "../view/styles.ts";
import { Work } from "../view/work.ts";

type Field = Pick<AccountField, "key" | "title" | "pattern" | "isRequired">;

/** The accounts of one person that providers ask for. What the site's token names stands above what is put in here. */
export class AdminPersonAccounts extends LitElement {
  static override styles = styles;
  static override properties = {
    desk: { attribute: false },
    person: { type: String },
    name: { type: String },
    found: { state: true },
  };
  declare desk: Desk;
  declare person: PersonId;
  declare name: string;
  declare found: { types: AccountType[]; accounts: Account[] } | undefined;
  readonly #work = new Work(this);

  override firstUpdated(): void {
    void this.#work.run(() => this.#look());
  }

  override render() {
    const { words } = this.desk;
    const types = this.found?.types ?? [];
    return html`<section aria-label=${words.text("accountsOf", { name: this.name })}>
      ${problemBox(this.#work, words)}
      ${
        types.length === 0
          ? emptyLine(this.found !== undefined, words.text("accountsNoTypes"), words)
          : types.map((type) => this.#form(type))
      }
    </section>`;
  }

  #form(type: AccountType): TemplateResult {
    const { words } = this.desk;
    const account = this.found?.accounts.find((one) => one.type === type.type);
    const isOfSite = account?.source === "site";
    const values = { type: type.title, name: this.name };
    return html`<form class="card" @submit=${(event: SubmitEvent) => this.#save(event, type)}>
      <h3><bdi>${type.title}</bdi></h3>
      ${type.description ? html`<p class="muted">${type.description}</p>` : nothing}
      ${this.#fields(type).map((field) => this.#field(type, field, { account, isOfSite }))}
      ${
        isOfSite
          ? html`<p class="muted">${words.text("accountOfSite")}</p>`
          : html`<div class="line">
              <button class="primary" aria-label=${words.text("accountSaveOf", values)}>
                ${words.text("save")}
              </button>
              ${
                account
                  ? html`<button
                      type="button"
                      class="danger"
                      aria-label=${words.text("accountRemoveOf", values)}
                      @click=${() => this.#remove(type)}
                    >
                      ${words.text("remove")}
                    </button>`
                  : nothing
              }
            </div>`
      }
    </form>`;
  }

  #fields(type: AccountType): Field[] {
    const title = this.desk.words.text("accountName");
    const pattern = type.pattern === undefined ? {} : { pattern: type.pattern };
    const name = { key: "name", title, ...pattern, isRequired: true };
    return [name, ...(type.fields ?? [])];
  }

  #field(
    { type }: AccountType,
    field: Field,
    { account, isOfSite }: { account: Account | undefined; isOfSite: boolean },
  ): TemplateResult {
    const id = `${type}-${field.key}`;
    return html`<div>
      <label for=${id}>${field.title}</label>
      <input
        id=${id}
        name=${field.key}
        maxlength="255"
        autocomplete="off"
        pattern=${field.pattern ?? nothing}
        ?required=${field.isRequired === true}
        ?readonly=${isOfSite}
        .value=${account?.fields[field.key] ?? ""}
      />
    </div>`;
  }

  async #look(): Promise<void> {
    this.found = await this.desk.api.ask("accounts.list", { person: this.person });
  }

  async #save(event: SubmitEvent, { type, title }: AccountType): Promise<void> {
    event.preventDefault();
    const data = new FormData(event.currentTarget as HTMLFormElement);
    const entries = [...data].map(([key, value]) => [key, String(value).trim()] as const);
    const fields = Object.fromEntries(entries.filter(([, value]) => value !== ""));
    await this.#change("accountSaved", title, () =>
      this.desk.api.ask("accounts.put", { person: this.person, type, fields }),
    );
  }

  async #remove({ type, title }: AccountType): Promise<void> {
    await this.#change("accountRemoved", title, () =>
      this.desk.api.ask("accounts.remove", { person: this.person, type }),
    );
  }

  async #change(
    said: "accountSaved" | "accountRemoved",
    type: string,
    work: () => Promise<unknown>,
  ): Promise<void> {
    const { words, say } = this.desk;
    const isDone = await this.#work.run(async () => {
      await work();
      await this.#look();
    });
    if (isDone) say(words.text(said, { type, name: this.name }));
  }
}
