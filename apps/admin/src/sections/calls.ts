import type { Call, Participant } from "@ringline/protocol";
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import type { Desk } from "../view/desk.ts";
import { emptyLine, moment, partyName, problemBox } from "../view/parts.ts";
import { styles } from "../view/styles.ts";
import { Work } from "../view/work.ts";

const EVERY_MS = 3_000;

/** Live calls of everybody, and the end of one for all. */
export class AdminCalls extends LitElement {
  static override styles = [
    styles,
    css`
      .part {
        margin-block: 0.25rem;
      }
    `,
  ];
  static override properties = {
    desk: { attribute: false },
    text: { state: true },
    found: { state: true },
  };
  declare desk: Desk;
  declare text: string;
  declare found: { calls: Call[]; count: number } | undefined;
  readonly #work = new Work(this);

  constructor() {
    super();
    this.text = "";
  }

  override firstUpdated(): void {
    this.#work.keep(() => this.#look(), EVERY_MS);
  }

  override render() {
    const { words } = this.desk;
    const calls = this.found?.calls ?? [];
    return html`<h1>${words.text("calls")}</h1>
      <p class="muted">${words.text("callsCount", { count: this.found?.count ?? 0 })}</p>
      ${problemBox(this.#work, words)}
      <form class="search" role="search" @submit=${(event: Event) => event.preventDefault()}>
        <div>
          <label for="text">${words.text("callsFind")}</label>
          <input id="text" type="search" .value=${this.text} @input=${this.#onText} />
        </div>
      </form>
      ${
        calls.length === 0
          ? emptyLine(this.found !== undefined, words.text("callsNone"), words)
          : html`<ul class="rows">
              ${calls.map((call) => this.#card(call))}
            </ul>`
      }`;
  }

  #card(call: Call): TemplateResult {
    const { words } = this.desk;
    const { title, phase, provider, media, participants, createdAt, about } = call;
    return html`<li class="card">
      <div class="line spread">
        <h2><bdi>${title}</bdi></h2>
        <button
          class="danger"
          aria-label=${words.text("endForAllOf", { title })}
          @click=${() => this.#end(call)}
        >
          ${words.text("endForAll")}
        </button>
      </div>
      <div class="line muted">
        <span class="badge">${words.text(phase === "ringing" ? "phaseRinging" : "phaseActive")}</span>
        <span>${provider}</span><span>${words.text(media)}</span>
        <span>${moment(createdAt, words)}</span><code>${call.id.slice(0, 8)}</code>
      </div>
      ${about ? html`<p>${words.text("about")} <bdi>${about.title}</bdi></p>` : nothing}
      <ul>
        ${participants.map((participant) => html`<li>${this.#participant(call, participant)}</li>`)}
      </ul>
    </li>`;
  }

  #participant(call: Call, participant: Participant): TemplateResult {
    const { words } = this.desk;
    const { party, state, seat } = participant;
    const isIn = state === "joined" || state === "ringing" || state === "invited";
    const name = party.name ?? (party.type === "address" ? party.address : party.id);
    return html`<div class="line spread part">
      <span
        >${partyName(party)} – ${words.text(`state-${state}`)}
        ${seat?.connection === "reconnecting" ? words.text("reconnecting") : nothing}</span
      >
      ${
        isIn
          ? html`<button
              aria-label=${words.text("takeOutOf", { name, title: call.title })}
              @click=${() => this.#takeOut(call, participant, name)}
            >
              ${words.text("takeOut")}
            </button>`
          : nothing
      }
    </div>`;
  }

  readonly #onText = (event: Event): void => {
    this.text = (event.target as HTMLInputElement).value;
    void this.#work.run(() => this.#look());
  };

  async #look(): Promise<void> {
    this.found = await this.desk.api.ask("calls.live", { text: this.text });
  }

  async #takeOut(call: Call, { id }: Participant, name: string): Promise<void> {
    const { words, api, say, confirm } = this.desk;
    const { title } = call;
    const action = words.text("takeOut");
    const text = words.text("takeOutSure", { name, title });
    if (!(await confirm({ title: action, text, action }))) return;
    const isDone = await this.#work.run(async () => {
      await api.ask("calls.remove", { call: call.id, participant: id });
      await this.#look();
    });
    if (isDone) say(words.text("takenOut", { name, title }));
  }

  async #end({ id, title }: Call): Promise<void> {
    const { words, api, say } = this.desk;
    const isMeant = await this.desk.confirm({
      title: words.text("endForAll"),
      text: words.text("endSure", { title }),
      action: words.text("endForAll"),
    });
    if (!isMeant) return;
    const isDone = await this.#work.run(async () => {
      await api.ask("calls.end", { call: id });
      await this.#look();
    });
    if (isDone) say(words.text("ended", { title }));
  }
}
