import type { Call } from "@ringline/protocol";
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { type CallDesk, tellUnlessOver } from "../desk/call-desk.ts";
import { ownParticipant, partnerName } from "../desk/parties.ts";
import type { LayerMessage } from "../locales/en.ts";
import { formatDuration, type Localiser } from "../localise.ts";
import { phoneIcon } from "../theme/icons.ts";
import { isolated } from "../theme/isolated.ts";
import { buttonStyles, theme } from "../theme/theme.ts";

const TICK_MS = 1000;

/**
 * `<ringline-call-bar>`: stands on every page while a call of this person runs: with whom, how long, "Hang up", and "Return
 * to call": to its window, or to a new one where another page or device has it. Parts: `bar`, `hang-up`, `return`.
 */
export class CallBarElement extends LitElement {
  static override properties = {
    call: { attribute: false },
    desk: { attribute: false },
    localiser: { attribute: false },
    now: { state: true },
  };
  static override styles = [
    theme,
    buttonStyles,
    css`
      section {
        position: relative;
        display: flex;
        flex-wrap: wrap;
        gap: 8px 12px;
        align-items: center;
        padding: 10px;
        padding-inline-start: 18px;
        border: 1px solid var(--line);
        border-radius: calc(var(--radius) * 1.4);
        background: var(--surface);
        box-shadow: var(--shadow);
      }
      p {
        flex: 1 1 8em;
        min-inline-size: 0;
        margin: 0;
        font-size: 0.9375em;
        font-weight: 600;
        line-height: 1.3;
        overflow-wrap: anywhere;
      }
      .time {
        display: block;
        color: var(--muted);
        font-size: 0.875em;
        font-weight: 400;
        font-variant-numeric: tabular-nums;
      }
      .acts {
        display: flex;
        gap: 8px;
      }
      .two {
        flex: 1 1 100%;
        padding-block-end: 4px;
        padding-inline-end: 8px;
      }
      .two button {
        flex: 1 1 0;
      }
      .decline svg {
        transform: rotate(135deg);
      }
    `,
  ];
  declare call: Call;
  declare desk: CallDesk;
  declare localiser: Localiser<LayerMessage>;
  declare now: number;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor() {
    super();
    this.now = Date.now();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#timer = setInterval(() => {
      this.now = Date.now();
    }, TICK_MS);
  }

  override disconnectedCallback(): void {
    clearInterval(this.#timer);
    super.disconnectedCallback();
  }

  protected override render(): TemplateResult {
    const { call, desk, localiser } = this;
    const name = partnerName(call, desk.client.me);
    const isRinging = call.phase === "ringing";
    const canReturn = !isRinging || desk.pages.get(call.id)?.isReachable === true;
    const title = isRinging ? "calling-person" : "call-with";
    return html`<section part="bar" role="region" aria-label=${localiser.text(title, { name })}>
      <p>${isolated(localiser.parts(title, { name }))} ${this.#time()}</p>
      <div class="acts ${canReturn ? "two" : ""}">
        ${
          canReturn
            ? html`<button type="button" part="return" @click=${() => desk.showCallPage(call.id)}>
                ${localiser.text("return-to-call")}
              </button>`
            : nothing
        }
        <button type="button" class="decline" part="hang-up" @click=${() => hangUp(desk, call)}>
          ${phoneIcon} ${localiser.text("hang-up")}
        </button>
      </div>
    </section>`;
  }

  #time(): TemplateResult | typeof nothing {
    const { call, localiser, now, desk } = this;
    if (call.phase !== "active") return nothing;
    const seat = ownParticipant(call, desk.client.me)?.seat;
    const words =
      seat?.connection === "reconnecting"
        ? localiser.text("reconnecting")
        : formatDuration(now - Date.parse(call.startedAt));
    return html`<span class="time" role="timer" aria-live="off">${words}</span>`;
  }
}

/** Gives up while it rings, leaves afterwards. */
function hangUp(desk: CallDesk, call: Call): void {
  const { client } = desk;
  const isOurRing = call.phase === "ringing" && ownParticipant(call, client.me)?.role === "caller";
  const left = isOurRing ? client.cancelCall(call.id) : client.leaveCall(call.id);
  left.catch((error: unknown) => tellUnlessOver(desk, { act: "leave", error }));
}
