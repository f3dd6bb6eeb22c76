import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import type { Refusal } from "../desk/call-desk.ts";
import { partyName } from "../desk/parties.ts";
import type { LayerMessage } from "../locales/en.ts";
import type { Localiser } from "../localise.ts";
import { closeIcon } from "../theme/icons.ts";
import { isolated } from "../theme/isolated.ts";
import { buttonStyles, theme } from "../theme/theme.ts";
import { callErrorOf, endMessage, failureMessage, type Notice, noticeLastsMs } from "./notices.ts";

/** `<ringline-notice>`: one notice of the layer; leaves by itself where its kind says so, but not under the pointer. */
export class NoticeElement extends LitElement {
  static override properties = {
    notice: { attribute: false },
    localiser: { attribute: false },
    offersNotifications: { attribute: false },
  };
  static override styles = [
    theme,
    buttonStyles,
    css`
      :host {
        display: block;
      }
      div {
        position: relative;
        display: grid;
        gap: 4px;
        padding: 14px;
        padding-inline: 18px 54px;
        border: 1px solid var(--line);
        border-radius: calc(var(--radius) * 0.8);
        background: var(--surface);
        box-shadow: var(--shadow);
        animation: appear 160ms ease-out;
      }
      .refusal {
        border-inline-start: 4px solid var(--decline);
      }
      @keyframes appear {
        from {
          opacity: 0;
        }
      }
      p {
        margin: 0;
        overflow-wrap: anywhere;
      }
      .title {
        font-weight: 600;
      }
      .reference,
      .offer {
        color: var(--muted);
        font-size: 0.875em;
      }
      .reference span {
        user-select: all;
      }
      .act {
        justify-self: start;
        margin-block-start: 6px;
      }
      .close {
        position: absolute;
        inset-block-start: 4px;
        inset-inline-end: 6px;
      }
      @media (prefers-reduced-motion: reduce) {
        div {
          animation: none;
        }
      }
    `,
  ];
  declare notice: Notice;
  declare localiser: Localiser<LayerMessage>;
  declare offersNotifications: boolean;
  putAway: () => void = () => undefined;
  allowNotifications: () => void = () => undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.addEventListener("pointerenter", this.#stay);
    this.addEventListener("focusin", this.#stay);
    this.addEventListener("pointerleave", this.#leaveInTime);
    this.addEventListener("focusout", this.#leaveInTime);
    this.updateComplete.then(this.#leaveInTime, () => undefined);
  }

  override disconnectedCallback(): void {
    this.#stay();
    super.disconnectedCallback();
  }

  protected override render(): TemplateResult {
    const { notice, localiser } = this;
    return html`<div part="notice" class=${notice.type}>
      ${this.#words(notice)}
      <button
        type="button"
        class="icon close"
        aria-label=${localiser.text("close")}
        @click=${() => this.putAway()}
      >
        ${closeIcon}
      </button>
    </div>`;
  }

  #words(notice: Notice): TemplateResult {
    const { localiser } = this;
    if (notice.type === "refusal") return this.#refusal(notice.refusal);
    if (notice.type === "end") return this.#end(notice);
    if (notice.type === "missed") {
      const name = partyName(notice.caller);
      const words = localiser.parts("missed-calls", { name, count: notice.count });
      return html`<p class="title">${isolated(words)}</p>
        ${this.offersNotifications ? this.#offer() : nothing}`;
    }
    const { device } = notice;
    const words = device
      ? localiser.parts("answered-on-device", { device })
      : localiser.parts("answered-in-other-window");
    return html`<p>${isolated(words)}</p>`;
  }

  #refusal({ act, error, endAndRetry, again }: Refusal): TemplateResult {
    const { localiser } = this;
    const { code, details } = callErrorOf(error);
    const { reference, retryAfterMs, device } = details;
    const failure = device
      ? localiser.parts("answered-on-device", { device })
      : localiser.parts(failureMessage(code));
    const seconds = retryAfterMs === undefined ? 0 : Math.ceil(retryAfterMs / 1000);
    return html`
      <p class="title">${localiser.text(`${act}-refused`)}</p>
      <p>
        ${isolated(failure)}
        ${seconds > 0 ? localiser.text("retry-in", { count: seconds }) : nothing}
      </p>
      ${this.#reference(reference)}
      ${endAndRetry && code === "in-other-call" ? this.#act("end-and-call", endAndRetry) : nothing}
      ${again ? this.#act("call-again", again) : nothing}
    `;
  }

  /** Of what another try cannot mend before the page is another one, the page is loaded anew. */
  #end({ error: { code, details }, again }: Notice & { type: "end" }): TemplateResult {
    const { localiser } = this;
    return html`<p class="title">${localiser.text("no-calls-here")}</p>
      <p>${localiser.text(endMessage(code))}</p>
      ${this.#reference(details.reference)}
      ${
        code === "rate-limited"
          ? this.#act("try-again", again)
          : this.#act("reload", () => location.reload())
      }`;
  }

  #reference(reference: string | undefined): TemplateResult | typeof nothing {
    if (reference === undefined) return nothing;
    const words = this.localiser.parts("reference", { reference });
    return html`<p class="reference">${isolated(words, (value) => html`<span>${value}</span>`)}</p>`;
  }

  #offer(): TemplateResult {
    return html`<p class="offer">${this.localiser.text("notification-offer")}</p>
      ${this.#act("notification-allow", () => this.allowNotifications())}`;
  }

  #act(words: LayerMessage, run: () => void): TemplateResult {
    const press = (): void => {
      run();
      this.putAway();
    };
    return html`<button type="button" class="act" @click=${press}>
      ${this.localiser.text(words)}
    </button>`;
  }

  readonly #stay = (): void => clearTimeout(this.#timer);

  readonly #leaveInTime = (): void => {
    this.#stay();
    const lastsMs = noticeLastsMs(this.notice);
    if (lastsMs === undefined || this.matches(":hover, :focus-within")) return;
    this.#timer = setTimeout(() => this.putAway(), lastsMs);
  };
}
