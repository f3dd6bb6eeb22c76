import type { Person, PersonFound, PersonId } from "@ringline/protocol";
import { html, LitElement, nothing, type TemplateResult } from "lit";
import type { Desk } from "../view/desk.ts";
import { emptyLine, moment, partyName, problemBox } from "../view/parts.ts";
import { styles } from "../view/styles.ts";
import { Work } from "../view/work.ts";

/** People of the site: who they are, whether they are there, signing them out, erasing them. */
export class AdminPeople extends LitElement {
  static override styles = styles;
  static override properties = {
    desk: { attribute: false },
    text: { state: true },
    people: { state: true },
    next: { state: true },
    open: { state: true },
  };
  declare desk: Desk;
  declare text: string;
  declare people: PersonFound[] | undefined;
  declare next: PersonId | undefined;
  /** Whose accounts are shown. */
  declare open: PersonId | undefined;
  readonly #work = new Work(this);

  constructor() {
    super();
    this.text = "";
  }

  override firstUpdated(): void {
    void this.#work.run(() => this.#find());
  }

  override render() {
    const { words } = this.desk;
    const people = this.people ?? [];
    return html`<h1>${words.text("people")}</h1>
      ${problemBox(this.#work, words)}
      <form class="search" role="search" @submit=${this.#onSearch}>
        <div>
          <label for="text">${words.text("peopleFind")}</label>
          <input id="text" type="search" maxlength="100" />
        </div>
        <button>${words.text("search")}</button>
      </form>
      ${
        people.length === 0
          ? emptyLine(this.people !== undefined, words.text("peopleNone"), words)
          : html`<ul class="rows">
              ${people.map((one) => this.#card(one))}
            </ul>`
      }
      ${
        this.next === undefined
          ? nothing
          : html`<button @click=${() => this.#work.run(() => this.#more())}>
              ${words.text("more")}
            </button>`
      }`;
  }

  #card({ person, status, devices, lastSeenAt, revokedAt }: PersonFound): TemplateResult {
    const { words } = this.desk;
    const { name } = person;
    return html`<li class="card">
      <h2>${partyName(person)}</h2>
      <div class="line muted">
        <span class="badge">${words.text(`status-${status}`)}</span>
        ${person.type === "guest" ? html`<span>${words.text("guest")}</span>` : nothing}
        <span>${words.text("devices", { count: devices })}</span>
        ${lastSeenAt ? html`<span>${words.text("lastSeen")} ${moment(lastSeenAt, words)}</span>` : nothing}
        ${revokedAt ? html`<span>${words.text("signedOutAt")} ${moment(revokedAt, words)}</span>` : nothing}
      </div>
      <div class="line">
        ${person.type === "user" ? this.#accountsButton(person) : nothing}
        <button
          aria-label=${words.text("signOutOf", { name })}
          @click=${() => this.#act("people.revoke", person.id, name)}
        >
          ${words.text("signOutEverywhere")}
        </button>
        <button
          class="danger"
          aria-label=${words.text("eraseOf", { name })}
          @click=${() => this.#act("people.erase", person.id, name)}
        >
          ${words.text("erase")}
        </button>
      </div>
      ${
        this.open === person.id
          ? html`<admin-person-accounts
              .desk=${this.desk}
              .person=${person.id}
              .name=${name}
            ></admin-person-accounts>`
          : nothing
      }
    </li>`;
  }

  #accountsButton({ id, name }: Person): TemplateResult {
    const { words } = this.desk;
    return html`<button
      aria-expanded=${this.open === id}
      aria-label=${words.text("accountsOf", { name })}
      @click=${() => {
        this.open = this.open === id ? undefined : id;
      }}
    >
      ${words.text("accounts")}
    </button>`;
  }

  readonly #onSearch = (event: Event): void => {
    event.preventDefault();
    this.text = this.renderRoot.querySelector("input")?.value ?? "";
    void this.#work.run(() => this.#find());
  };

  async #find(): Promise<void> {
    const { people, next } = await this.desk.api.ask("people.find", { text: this.text });
    this.people = people;
    this.next = next;
  }

  async #more(): Promise<void> {
    if (this.next === undefined) return;
    const input = { text: this.text, after: this.next };
    const { people, next } = await this.desk.api.ask("people.find", input);
    this.people = [...(this.people ?? []), ...people];
    this.next = next;
  }

  async #act(operation: "people.revoke" | "people.erase", person: PersonId, name: string) {
    const { words, api, say, confirm } = this.desk;
    const isErasing = operation === "people.erase";
    const action = words.text(isErasing ? "erase" : "signOutEverywhere");
    const text = words.text(isErasing ? "eraseSure" : "signOutSure", { name });
    if (!(await confirm({ title: action, text, action }))) return;
    const isDone = await this.#work.run(async () => {
      await api.ask(operation, { person });
      await this.#find();
    });
    if (isDone) say(words.text(isErasing ? "erased" : "wasSignedOut", { name }));
  }
}
