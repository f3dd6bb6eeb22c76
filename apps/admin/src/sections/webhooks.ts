import { WEBHOOK_EVENTS, type WebhookDelivery, type WebhookEndpoint } from "@ringline/protocol";
import { html, LitElement, nothing, type TemplateResult } from "lit";
import type { Desk } from "../view/desk.ts";
import { emptyLine, moment, problemBox } from "../view/parts.ts";
import { styles } from "../view/styles.ts";
import { Work } from "../view/work.ts";

const STATES = ["waiting", "delivered", "dead"] as const;

/** Where calls are told to the site's server: endpoints, what was sent, and what was given up. */
export class AdminWebhooks extends LitElement {
  static override styles = styles;
  static override properties = {
    desk: { attribute: false },
    endpoints: { state: true },
    deliveries: { state: true },
    next: { state: true },
    made: { state: true },
  };
  declare desk: Desk;
  declare endpoints: WebhookEndpoint[] | undefined;
  declare deliveries: WebhookDelivery[] | undefined;
  declare next: string | undefined;
  declare made: { id: string; secret: string } | undefined;
  #state: WebhookDelivery["state"] | undefined;
  readonly #work = new Work(this);

  override firstUpdated(): void {
    void this.#work.run(() => this.#list());
  }

  override render() {
    const { words } = this.desk;
    const endpoints = this.endpoints ?? [];
    return html`<h1>${words.text("webhooks")}</h1>
      <p>${words.text("webhooksWhat")}</p>
      ${problemBox(this.#work, words)}
      ${
        this.made
          ? html`<div class="card" role="group" aria-label=${words.text("keySecretOf", { name: this.made.id })}>
              <p><strong>${words.text("keyOnce")}</strong></p>
              <p><code>${this.made.secret}</code></p>
            </div>`
          : nothing
      }
      ${
        endpoints.length === 0
          ? emptyLine(this.endpoints !== undefined, words.text("webhooksNone"), words)
          : html`<ul class="rows">
              ${endpoints.map((one) => this.#card(one))}
            </ul>`
      }
      ${this.#form()}
      <h2>${words.text("deliveries")}</h2>
      <label for="state">${words.text("state")}</label>
      <select id="state" @change=${this.#onState}>
        <option value="">${words.text("allStates")}</option>
        ${STATES.map((state) => html`<option value=${state}>${words.text(`delivery-${state}`)}</option>`)}
      </select>
      ${
        (this.deliveries ?? []).length === 0
          ? emptyLine(this.deliveries !== undefined, words.text("deliveriesNone"), words)
          : html`<ul class="rows">
              ${this.deliveries?.map((one) => this.#row(one))}
            </ul>`
      }
      ${
        this.next === undefined
          ? nothing
          : html`<button @click=${() => this.#work.run(() => this.#deliver(this.next))}>
              ${words.text("more")}
            </button>`
      }`;
  }

  #form(): TemplateResult {
    const { words } = this.desk;
    return html`<form class="card" @submit=${this.#create}>
      <h2>${words.text("webhookNew")}</h2>
      <div><label for="id">${words.text("webhookId")}</label><input id="id" name="endpoint" required pattern="[a-z0-9][a-z0-9\\-]*" maxlength="64" autocomplete="off" @input=${this.#onName} /></div>
      <div><label for="url">${words.text("webhookUrl")}</label><input id="url" name="url" type="url" required placeholder="https://" /></div>
      <fieldset>
        <legend>${words.text("webhookEvents")}</legend>
        ${WEBHOOK_EVENTS.map((event) => html`<label class="check"><input type="checkbox" name="events" value=${event} />${event}</label>`)}
      </fieldset>
      <div><button class="primary">${words.text("webhookMake")}</button></div>
    </form>`;
  }

  #card(endpoint: WebhookEndpoint): TemplateResult {
    const { id, url, events, isOn, problem, from, waiting, dead } = endpoint;
    const { words } = this.desk;
    const act = (work: () => Promise<unknown>, said: string) => async () => {
      const isDone = await this.#work.run(async () => {
        await work();
        await this.#list();
      });
      if (isDone) this.desk.say(said);
    };
    const { api } = this.desk;
    return html`<li class="card">
      <h2>${id}</h2>
      <p><bdi>${url}</bdi></p>
      <div class="line muted">
        <span>${events.length === 0 ? words.text("everyEvent") : events.join(", ")}</span>
        <span>${words.text("sourceIs")} ${words.text(from === "stored" ? "source-stored" : "source-configured")}</span>
        <span>${words.text("delivery-waiting")}: ${waiting}</span>
        <span class=${dead > 0 ? "bad" : ""}>${words.text("delivery-dead")}: ${dead}</span>
        ${problem ? html`<span class="bad">${words.text("endpointGone")}</span>` : nothing}
      </div>
      <div class="line">
        <button
          role="switch"
          aria-checked=${isOn}
          aria-label=${words.text("sendTo", { name: id })}
          @click=${act(() => api.ask("webhooks.put", { endpoint: id, isOn: !isOn }), words.text("saved"))}
        >
          ${words.text("sendOn")}
        </button>
        <button aria-label=${words.text("testOf", { name: id })} @click=${() => this.#test(id)}>${words.text("test")}</button>
        ${
          dead > 0
            ? html`<button
                aria-label=${words.text("replayOf", { name: id })}
                @click=${act(() => api.ask("webhooks.replay", { endpoint: id }), words.text("replayed"))}
              >
                ${words.text("replay")}
              </button>`
            : nothing
        }
        ${this.#removal(endpoint)}
      </div>
    </li>`;
  }

  /** What the settings name cannot be removed here, only what was changed of it. */
  #removal({ id, isConfigured, from, isOn }: WebhookEndpoint): TemplateResult | typeof nothing {
    const { words } = this.desk;
    if (isConfigured && from === "configuration" && isOn) return nothing;
    const action = words.text(isConfigured ? "settingsForget" : "remove");
    const text = words.text(isConfigured ? "webhookForgetSure" : "webhookRemoveSure", { name: id });
    return html`<button
      class="danger"
      aria-label=${words.text(isConfigured ? "settingsForgetOf" : "removeOf", { title: id })}
      @click=${() => this.#remove(id, { title: action, text, action })}
    >
      ${action}
    </button>`;
  }

  #row(delivery: WebhookDelivery): TemplateResult {
    const { words, api } = this.desk;
    const { id, endpoint, type, subject, state, attempts, createdAt, status, problem } = delivery;
    return html`<li class="card">
      <div class="line spread">
        <h3>${type} → ${endpoint}</h3>
        <span class="badge ${state === "dead" ? "bad" : ""}">${words.text(`delivery-${state}`)}</span>
      </div>
      <div class="line muted">
        ${moment(createdAt, words)} <code><bdi>${subject}</bdi></code>
        <span>${words.text("attempts", { count: attempts })}</span>
        ${status === undefined ? nothing : html`<span>HTTP ${status}</span>`} ${problem}
      </div>
      ${
        state === "waiting"
          ? nothing
          : html`<div>
              <button
                aria-label=${words.text("replayOf", { name: id })}
                @click=${() =>
                  this.#work.run(async () => {
                    await api.ask("webhooks.replay", { endpoint, id });
                    await this.#list();
                  })}
              >
                ${words.text("replay")}
              </button>
            </div>`
      }
    </li>`;
  }

  async #list(): Promise<void> {
    this.endpoints = (await this.desk.api.ask("webhooks.list", {})).endpoints;
    await this.#deliver();
  }

  async #deliver(before?: string): Promise<void> {
    const state = this.#state === undefined ? {} : { state: this.#state };
    const page = before === undefined ? {} : { before };
    const answer = await this.desk.api.ask("webhooks.deliveries", { ...state, ...page });
    const earlier = before === undefined ? [] : (this.deliveries ?? []);
    this.deliveries = [...earlier, ...answer.deliveries];
    this.next = answer.next;
  }

  readonly #onState = (event: Event): void => {
    const { value } = event.target as HTMLSelectElement;
    this.#state = STATES.find((one) => one === value);
    void this.#work.run(() => this.#deliver());
  };

  /** The server refuses it too: somebody else may have made one meanwhile. */
  readonly #onName = (event: Event): void => {
    const field = event.target as HTMLInputElement;
    const isTaken = this.endpoints?.some(({ id }) => id === field.value);
    field.setCustomValidity(isTaken ? this.desk.words.text("webhookIdTaken") : "");
  };

  readonly #create = async (event: Event): Promise<void> => {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const data = new FormData(form);
    const endpoint = String(data.get("endpoint"));
    const events = WEBHOOK_EVENTS.filter((one) => data.getAll("events").includes(one));
    const isDone = await this.#work.run(async () => {
      const input = { endpoint, url: String(data.get("url")), events, isNew: true } as const;
      const { secret } = await this.desk.api.ask("webhooks.put", input);
      this.made = secret === undefined ? undefined : { id: endpoint, secret };
      await this.#list();
    });
    if (isDone) form.reset();
  };

  async #test(endpoint: string): Promise<void> {
    const { words, api, say } = this.desk;
    await this.#work.run(async () => {
      const { isDelivered, ms, status, problem } = await api.ask("webhooks.test", { endpoint });
      const why = problem ?? `HTTP ${status}`;
      say(isDelivered ? words.text("testDelivered", { ms }) : words.text("testFailed", { why }));
      await this.#list();
    });
  }

  async #remove(endpoint: string, question: Parameters<Desk["confirm"]>[0]): Promise<void> {
    const { api, confirm } = this.desk;
    if (!(await confirm(question))) return;
    await this.#work.run(async () => {
      await api.ask("webhooks.remove", { endpoint });
      await this.#list();
    });
  }
}
