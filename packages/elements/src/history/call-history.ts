import type { HistoryEntry, HistoryFormat } from "@ringline/protocol";
import { html, LitElement, nothing, type TemplateResult } from "lit";
import type { CallDesk } from "../desk/call-desk.ts";
import { DeskLink } from "../desk/desk-link.ts";
import type { Texts } from "../localise.ts";
import { buttonStyles, theme } from "../theme/theme.ts";
import { callHistoryStyles } from "./call-history.css.ts";
import { exportHistory } from "./export-history.ts";
import { HistoryList } from "./history-list.ts";
import { historyRow } from "./history-row.ts";
import { historyTexts } from "./history-texts.ts";
import type { HistoryMessage } from "./locales/en.ts";

/** Missed calls count as looked at when they were on the screen for this long. */
const SEEN_MS = 1_000;

/**
 * `<ringline-call-history>` lists the signed-in person's calls, newest first, missed ones marked, with a button to call back,
 * to erase one or all, and to export them. While it is on the screen, missed calls count as looked at.
 * Parts: `list`, `row`, `tools`.
 */
export class CallHistoryElement extends LitElement {
  static override properties = {
    isAsking: { state: true },
    isExporting: { state: true },
    said: { state: true },
    hasFailed: { state: true },
  };
  static override styles = [theme, buttonStyles, callHistoryStyles];
  /** Whether "erase all" waits for its yes or no. */
  declare isAsking: boolean;
  declare isExporting: boolean;
  /** What is told to whoever does not see the list change. */
  declare said: string;
  /** It did not work: everybody sees what is said. */
  declare hasFailed: boolean;
  #desk: CallDesk | undefined;
  #list: HistoryList | undefined;
  #texts: Texts<HistoryMessage> = historyTexts("en");
  #isOnScreen = false;
  #seen: ReturnType<typeof setTimeout> | undefined;
  readonly #observer = new IntersectionObserver((entries) => {
    this.#isOnScreen = entries.at(-1)?.isIntersecting ?? false;
    this.#look();
  });

  constructor() {
    super();
    this.isAsking = false;
    this.isExporting = false;
    this.said = "";
    this.hasFailed = false;
    this.addController(new DeskLink(this, (desk) => this.#use(desk)));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#observer.observe(this);
    document.addEventListener("visibilitychange", this.#look);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#observer.disconnect();
    document.removeEventListener("visibilitychange", this.#look);
    clearTimeout(this.#seen);
  }

  protected override render(): TemplateResult | typeof nothing {
    const list = this.#list;
    if (!list) return nothing;
    return html`${this.#tools(list)} ${this.isAsking ? this.#question() : nothing}
      ${list.entries.length > 0 ? this.#rows(list) : this.#empty(list)}
      ${list.hasMore ? this.#more(list) : nothing}
      <p class=${this.hasFailed ? "failure" : "visually-hidden"} role="status">${this.said}</p>`;
  }

  protected override updated(changed: Map<PropertyKey, unknown>): void {
    if (!changed.has("isAsking") || changed.get("isAsking") === undefined) return;
    const wanted = this.isAsking ? ".question .keep" : ".erase-all";
    this.renderRoot.querySelector<HTMLElement>(wanted)?.focus();
  }

  #tools(list: HistoryList): TemplateResult {
    const filter = (word: HistoryMessage, isMissedOnly: boolean) => html`<button
      type="button"
      aria-pressed=${list.isMissedOnly === isMissedOnly}
      @click=${() => void list.show(isMissedOnly)}
    >
      ${this.#say(word)}
    </button>`;
    const file = (word: HistoryMessage, format: HistoryFormat) => html`<button
      type="button"
      class="quiet"
      @click=${() => void this.#export(format)}
    >
      ${this.#say(word)}
    </button>`;
    return html`<div class="tools" part="tools">
      <div class="group" role="group" aria-label=${this.#say("show-calls")}>
        ${filter("all-calls", false)} ${filter("missed-only", true)}
      </div>
      ${
        list.entries.length === 0
          ? nothing
          : html`<div class="group">
            <button
              type="button"
              class="quiet"
              aria-expanded=${this.isExporting}
              @click=${() => {
                this.isExporting = !this.isExporting;
              }}
            >
              ${this.#say("export")}
            </button>
            ${
              this.isExporting
                ? html`${file("export-csv", "csv")} ${file("export-json", "json")}`
                : nothing
            }
            <button type="button" class="quiet danger erase-all" @click=${() => this.#ask(true)}>
              ${this.#say("erase-all")}
            </button>
          </div>`
      }
    </div>`;
  }

  #question(): TemplateResult {
    return html`<div class="question" role="group" aria-labelledby="question" @keydown=${this.#onKey}>
      <p id="question">${this.#say("erase-all-question")}</p>
      <div class="group">
        <button type="button" class="keep" @click=${() => this.#ask(false)}>
          ${this.#say("erase-all-no")}
        </button>
        <button type="button" class="danger" @click=${() => void this.#eraseAll()}>
          ${this.#say("erase-all-yes")}
        </button>
      </div>
    </div>`;
  }

  #rows(list: HistoryList): TemplateResult {
    const texts = this.#texts;
    const erase = (entry: HistoryEntry) => void this.#erase(entry);
    return html`<ul role="list" part="list" aria-label=${this.#say("your-calls")}>
      ${list.entries.map((entry) => historyRow(entry, { texts, now: Date.now(), erase }))}
    </ul>`;
  }

  #empty(list: HistoryList): TemplateResult {
    switch (list.state) {
      case "loading":
        return html`<p class="state">${this.#say("loading")}</p>`;
      case "failed":
        return html`<div class="state" role="alert">
          <p>${this.#say("not-loaded")}</p>
          <button type="button" @click=${() => void list.load()}>
            ${this.#say("try-again")}
          </button>
        </div>`;
      case "ready":
        return list.isMissedOnly
          ? html`<p class="state"><strong>${this.#say("no-missed-calls")}</strong></p>`
          : html`<p class="state">
              <strong>${this.#say("no-calls")}</strong>${this.#say("no-calls-hint")}
            </p>`;
    }
  }

  #more(list: HistoryList): TemplateResult {
    return html`<div class="more">
      <button type="button" @click=${() => void this.#do(() => list.more())}>${this.#say("more")}</button>
    </div>`;
  }

  #use(desk: CallDesk | undefined): (() => void) | undefined {
    this.#desk = desk;
    this.#list?.close();
    this.#list = undefined;
    this.requestUpdate();
    if (!desk) return undefined;
    this.#texts = historyTexts(desk.texts.language);
    const list = new HistoryList(desk.client, () => this.#changed());
    this.#list = list;
    void list.load();
    const release = desk.client.on("meChanged", () => this.#look());
    return () => {
      release();
      list.close();
    };
  }

  #changed(): void {
    this.requestUpdate();
    this.#look();
  }

  /** Missed calls that are on the screen for a moment were looked at. */
  readonly #look = (): void => {
    clearTimeout(this.#seen);
    const unseen = this.#desk?.client.me?.missedCalls ?? 0;
    const isShown = this.#isOnScreen && document.visibilityState === "visible";
    if (unseen === 0 || !isShown || this.#list?.state !== "ready") return;
    this.#seen = setTimeout(() => {
      this.#desk?.client.request("history.seen", {}).catch(() => undefined);
    }, SEEN_MS);
  };

  #ask(isAsking: boolean): void {
    this.isAsking = isAsking;
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    this.#ask(false);
  };

  async #erase(entry: HistoryEntry): Promise<void> {
    const index = this.#list?.entries.indexOf(entry) ?? 0;
    if (!(await this.#do(() => this.#list?.erase(entry), "one-erased"))) return;
    await this.updateComplete;
    const buttons = this.renderRoot.querySelectorAll<HTMLElement>("li .erase");
    const next = buttons[Math.min(index, buttons.length - 1)];
    (next ?? this.renderRoot.querySelector<HTMLElement>(".tools button"))?.focus();
  }

  async #eraseAll(): Promise<void> {
    await this.#do(() => this.#list?.eraseAll(), "all-erased");
    this.#ask(false);
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(".tools button")?.focus();
  }

  async #export(format: HistoryFormat): Promise<void> {
    const { client } = this.#desk ?? {};
    if (client) await this.#do(() => exportHistory(client, format));
  }

  /** Whether it was done; what became of it is told. */
  async #do(act: () => Promise<void> | undefined, done?: HistoryMessage): Promise<boolean> {
    try {
      await act();
      this.hasFailed = false;
      this.said = done ? this.#say(done) : "";
    } catch {
      this.hasFailed = true;
      this.said = this.#say("not-done");
    }
    return !this.hasFailed;
  }

  #say(word: HistoryMessage): string {
    return this.#texts.text(word);
  }
}
