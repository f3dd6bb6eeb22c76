import type { Account, AccountField, AccountType } from "@ringline/protocol";
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import type { CallDesk } from "../desk/call-desk.ts";
import { DeskLink } from "../desk/desk-link.ts";
import { buttonStyles, theme } from "../theme/theme.ts";
import { type AccountMessage, accountTexts } from "./account-texts.ts";

/**
 * `<ringline-profile-accounts>` lets the signed-in person edit the accounts that providers ask for; nothing where none does.
 * What the site's token names is shown and cannot be changed. Parts: `account`.
 */
export class ProfileAccountsElement extends LitElement {
  static override properties = { types: { state: true }, said: { state: true } };
  static override styles = [
    theme,
    buttonStyles,
    css`
      :host {
        display: block;
        color: inherit;
      }
      form {
        display: grid;
        gap: 8px;
        max-inline-size: 28em;
        margin: 0 0 16px;
      }
      label {
        display: grid;
        gap: 4px;
        font-weight: 600;
      }
      input {
        box-sizing: border-box;
        min-block-size: 44px;
        inline-size: 100%;
        padding: 8px 12px;
        border: 1px solid color-mix(in srgb, currentcolor 45%, transparent);
        border-radius: 8px;
        background: transparent;
        color: inherit;
        font: inherit;
      }
      input:focus-visible {
        outline: 3px solid var(--ringline-focus, #2f6fed);
        outline-offset: 1px;
      }
      p {
        margin: 0;
      }
      .acts {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
    `,
  ];
  declare types: readonly AccountType[];
  /** The last outcome, told to whoever does not see the form change. */
  declare said: AccountMessage | "";
  #accounts: readonly Account[] = [];
  #desk: CallDesk | undefined;

  constructor() {
    super();
    this.types = [];
    this.said = "";
    this.addController(new DeskLink(this, (desk) => this.#use(desk)));
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!this.#desk || this.types.length === 0) return nothing;
    const { texts } = this;
    return html`<section aria-label=${texts.text("accounts")}>
      ${this.types.map((type) => this.#form(type))}
      <p role="status">${this.said ? texts.text(this.said) : nothing}</p>
    </section>`;
  }

  private get texts() {
    return accountTexts(this.#desk?.texts.language ?? "en");
  }

  #form(type: AccountType): TemplateResult {
    const { texts } = this;
    const account = this.#accounts.find((one) => one.type === type.type);
    const isOfSite = account?.source === "site";
    const name = { ...type, key: "name", isRequired: true };
    return html`<form part="account" @submit=${(event: SubmitEvent) => this.#save(event, type)}>
      ${[name, ...(type.fields ?? [])].map((field) => input(field, account, isOfSite))}
      ${type.isShared ? html`<p>${texts.text("shared")}</p>` : nothing}
      ${
        isOfSite
          ? html`<p>${texts.text("from-site")}</p>`
          : html`<div class="acts">
            <button type="submit" aria-label="${texts.text("save")}: ${type.title}">
              ${texts.text("save")}
            </button>
            ${account ? this.#removal(type) : nothing}
          </div>`
      }
    </form>`;
  }

  #removal(type: AccountType): TemplateResult {
    const words = this.texts.text("remove");
    return html`<button
      type="button"
      aria-label="${words}: ${type.title}"
      @click=${() => this.#change(() => this.#desk?.client.request("accounts.remove", { type: type.type }), "removed")}
    >
      ${words}
    </button>`;
  }

  #save(event: SubmitEvent, { type }: AccountType): void {
    event.preventDefault();
    const entries = [...new FormData(event.target as HTMLFormElement)];
    const fields = Object.fromEntries(entries.map(([key, value]) => [key, String(value)]));
    this.#change(() => this.#desk?.client.request("accounts.put", { type, fields }), "saved");
  }

  #change(act: () => Promise<unknown> | undefined, done: AccountMessage): void {
    this.said = "";
    Promise.resolve(act())
      .then(() => this.#read())
      .then(
        () => {
          this.said = done;
        },
        () => {
          this.said = "not-saved";
        },
      );
  }

  #use(desk: CallDesk | undefined): (() => void) | undefined {
    this.#desk = desk;
    this.types = [];
    if (!desk) return undefined;
    const look = (): void => {
      this.#read().catch(() => undefined);
    };
    desk.client.ready.then(look, () => undefined);
    return desk.client.on("providersChanged", look);
  }

  async #read(): Promise<void> {
    const desk = this.#desk;
    if (!desk) return;
    const { types, accounts } = await desk.client.request("accounts.list", {});
    if (desk !== this.#desk) return;
    this.#accounts = accounts;
    this.types = types;
  }
}

function input(
  { key, title, pattern, isRequired, description }: AccountField,
  account: Account | undefined,
  isReadOnly: boolean,
): TemplateResult {
  return html`<label
    >${title}
    <input
      name=${key}
      maxlength="255"
      autocomplete="off"
      .value=${account?.fields[key] ?? ""}
      pattern=${pattern ?? ".*"}
      title=${description ?? ""}
      ?required=${isRequired}
      ?readonly=${isReadOnly}
    />
  </label>`;
}
