import type { CallSubject } from "@ringline/protocol";
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { type AnswerChoice, type CallDesk, tellUnlessOver } from "../desk/call-desk.ts";
import type { LayerMessage } from "../locales/en.ts";
import type { Localiser } from "../localise.ts";
import { cameraIcon, cameraOffIcon, closeIcon, phoneIcon } from "../theme/icons.ts";
import { isolated } from "../theme/isolated.ts";
import { buttonStyles, theme } from "../theme/theme.ts";
import { callingWords } from "./calling-words.ts";
import { incomingCallStyles } from "./incoming-call.css.ts";
import { MoveGuard } from "./move-guard.ts";
import { PoliteFocus } from "./polite-focus.ts";
import type { ShownRing } from "./rings.ts";

/**
 * `<ringline-incoming-call>`: the card of a call that rings for the person of this page. Enter answers and Escape
 * declines while it has the focus; to close it is to decline. Parts: `card`, `title`, `answer`, `decline`, `close`.
 */
export class IncomingCallElement extends LitElement {
  static override properties = {
    call: { attribute: false },
    desk: { attribute: false },
    localiser: { attribute: false },
    isSoundBlocked: { attribute: false },
    isStill: { state: true },
  };
  static override styles = [theme, buttonStyles, incomingCallStyles];
  declare call: ShownRing;
  declare desk: CallDesk;
  declare localiser: Localiser<LayerMessage>;
  declare isSoundBlocked: boolean;
  declare isStill: boolean;
  readonly #guard = new MoveGuard(
    () => this.renderRoot?.querySelector("section") ?? undefined,
    (isStill) => {
      this.isStill = isStill;
    },
  );
  #focus: PoliteFocus | undefined;

  constructor() {
    super();
    this.isSoundBlocked = false;
    this.isStill = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#guard.start();
  }

  override disconnectedCallback(): void {
    this.#guard.stop();
    super.disconnectedCallback();
  }

  /** Gives the focus back to where it was; whoever removes the card calls it before. */
  giveFocusBack(): void {
    this.#focus?.giveBack();
  }

  protected override firstUpdated(): void {
    const card = this.renderRoot.querySelector("section");
    if (card === null) return;
    this.#focus = new PoliteFocus(card);
    if (this.call.ring === "aloud") this.#focus.take();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get("call");
    if (before !== undefined && before.ends !== this.call.ends) this.#guard.hold();
  }

  protected override updated(changed: PropertyValues<this>): void {
    const before = changed.get("call");
    if (before === undefined || before.ring === this.call.ring) return;
    if (this.call.ring === "aloud") this.#focus?.take();
    else this.#focus?.giveBack();
  }

  protected override render(): TemplateResult {
    const { call, localiser } = this;
    const title = localiser.parts(...callingWords(call));
    return html`<section
      part="card"
      class=${call.ring ?? "quietly"}
      role="alertdialog"
      aria-labelledby="title"
      aria-describedby="kind hint"
      tabindex="-1"
      @keydown=${this.#onKey}
    >
      <div class="who">
        <div class="portrait"><ringline-avatar .party=${call.caller}></ringline-avatar></div>
        <div>
          <h2 id="title" part="title">${isolated(title)}</h2>
          <p class="kind" id="kind">${this.#kind()}</p>
        </div>
      </div>
      ${this.#about(call.about)} ${this.#notes()}
      <div class="acts">${this.#acts()}</div>
      <button
        type="button"
        class="icon close"
        part="close"
        aria-label=${localiser.text("close")}
        @click=${this.#onDecline}
      >
        ${closeIcon}
      </button>
    </section>`;
  }

  #kind(): TemplateResult {
    const { caller, media } = this.call;
    const kind = this.localiser.text(media === "video" ? "video-call" : "audio-call");
    const id = caller.type === "address" ? caller.address : caller.id;
    return html`<span>${kind}</span><span aria-hidden="true">·</span><bdi title=${id}>${id}</bdi>`;
  }

  #about(about: CallSubject | undefined): TemplateResult | typeof nothing {
    if (about === undefined || about.title === "") return nothing;
    const words = this.localiser.parts("about-page", { title: about.title });
    const link = about.url !== undefined && isWebUrl(about.url) ? about.url : undefined;
    const shown = isolated(words, (title) => (link ? html`<a href=${link}>${title}</a>` : title));
    return html`<p class="about">${shown}</p>`;
  }

  #notes(): TemplateResult {
    const { localiser, call } = this;
    const isInCall = call.ends !== undefined;
    return html`
      ${this.desk.canCall ? nothing : note(localiser.text("failure-no-webrtc"))}
      ${isInCall && this.desk.canCall ? note(localiser.text("knock-hint")) : nothing}
      ${this.isSoundBlocked ? note(localiser.text("sound-blocked")) : nothing}
      <p id="hint" class="visually-hidden">
        ${this.desk.canCall ? localiser.text("keys-hint") : nothing}
      </p>
    `;
  }

  #acts(): TemplateResult {
    const { localiser, call } = this;
    const isInCall = call.ends !== undefined;
    const decline = html`<button
      type="button"
      class="decline"
      part="decline"
      @click=${this.#onDecline}
    >
      ${phoneIcon} ${localiser.text("decline")}
    </button>`;
    if (!this.desk.canCall) return decline;
    return html`<button
        type="button"
        class="answer"
        part="answer"
        aria-disabled=${!this.isStill}
        @click=${() => this.#answer(this.#plain)}
      >
        ${this.#plain.camera ? cameraIcon : phoneIcon}
        ${localiser.text(isInCall ? "end-and-answer" : "answer")}
      </button>
      ${decline} ${this.#hasOther ? this.#otherAnswer() : nothing}`;
  }

  /** The call takes place on another page, which has its own camera or none. */
  get #isElsewhere(): boolean {
    const { desk, call } = this;
    return desk.client.providers.find(({ id }) => id === call.provider)?.grant === "page";
  }

  get #hasOther(): boolean {
    return this.call.ends === undefined && !this.#isElsewhere;
  }

  /** Beside another answer, with the call's own medium; a knock has no other one, and the camera is as it was last time. */
  get #plain(): Pick<AnswerChoice, "camera"> {
    return this.#hasOther && this.call.media === "video" ? { camera: true } : {};
  }

  #otherAnswer(): TemplateResult {
    const camera = this.call.media === "audio";
    return html`<button
      type="button"
      class="quiet wide"
      part="answer-other"
      aria-disabled=${!this.isStill}
      @click=${() => this.#answer({ camera })}
    >
      ${camera ? cameraIcon : cameraOffIcon}
      ${this.localiser.text(camera ? "answer-with-video" : "answer-without-video")}
    </button>`;
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing || event.repeat) return;
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      this.#onDecline();
    } else if (event.key === "Enter" && event.target === event.currentTarget) {
      event.preventDefault();
      this.#answer(this.#plain);
    }
  };

  #answer(choice: Pick<AnswerChoice, "camera">): void {
    if (!this.#guard.isStill || !this.desk.canCall) return;
    const { ends } = this.call;
    this.desk.answer(this.call, { ...choice, ...(ends !== undefined && { leave: ends }) });
  }

  readonly #onDecline = (): void => {
    // Refused or not heard, the ring goes on, and the card comes back.
    const { desk, call } = this;
    desk.client
      .declineCall(call.id)
      .catch((error: unknown) => tellUnlessOver(desk, { act: "decline", error }));
  };
}

function note(words: string): TemplateResult {
  return html`<p class="note">${words}</p>`;
}

function isWebUrl(url: string): boolean {
  return /^https?:$/.test(URL.parse(url)?.protocol ?? "");
}
