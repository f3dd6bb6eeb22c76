import { html, LitElement, nothing, type TemplateResult } from "lit";
import { createRef, type Ref, ref } from "lit/directives/ref.js";
import type { CallPage } from "../desk/call-pages.ts";
import type { LayerMessage } from "../locales/en.ts";
import type { Localiser } from "../localise.ts";
import { phoneIcon } from "../theme/icons.ts";
import { buttonStyles, theme } from "../theme/theme.ts";
import { callPanelStyles } from "./call-panel.css.ts";

/** Everything that a call page needs of the page around it (Permissions Policy). */
const ALLOWED = [
  "camera",
  "microphone",
  "display-capture",
  "autoplay",
  "fullscreen",
  "speaker-selection",
  "picture-in-picture",
];

/**
 * `<ringline-call-panel>`: the call page in a frame, where it has no window of its own; made small it is a tile that leaves the
 * site to be used. It goes when its own document says so, from the call server's origin: until then it stands, whatever
 * becomes of the connection of the page around it. Parts: `head`, `panel`, `size`, `hang-up`.
 */
export class CallPanelElement extends LitElement implements CallPage {
  static override properties = {
    label: { attribute: false },
    origin: { attribute: false },
    localiser: { attribute: false },
    isSmall: { attribute: "small", type: Boolean, reflect: true },
  };
  static override styles = [theme, buttonStyles, callPanelStyles];
  /** With whom: the accessible name of the frame, and what the head says. */
  declare label: string;
  /** The call server's: named, because the frame has no `src` that could stand for it. */
  declare origin: string;
  declare localiser: Localiser<LayerMessage>;
  declare isSmall: boolean;
  /** It came, went, or has another size. */
  onChange: () => void = () => undefined;
  /** The person has hung up in the tile: its end needs not be read. */
  hasHungUp = false;
  readonly #frame: Ref<HTMLIFrameElement> = createRef();

  constructor() {
    super();
    this.isSmall = false;
  }

  get isReachable(): boolean {
    return this.isConnected;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.popover = "manual";
    this.showPopover?.();
    window.addEventListener("message", this.#onMessage);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener("message", this.#onMessage);
    this.onChange();
  }

  /** The address is never an attribute: its fragment is a secret. */
  load(address: URL): void {
    this.updateComplete.then(
      () => this.#frame.value?.contentWindow?.location.replace(address),
      () => undefined,
    );
  }

  /** To be seen and used, large: who asks for it wants to be in the call. */
  show(): void {
    this.appear(false);
  }

  /** After it has waited: as it was on the page before. */
  appear(isSmall: boolean): void {
    this.removeAttribute("waiting");
    this.isSmall = isSmall;
    if (!isSmall) this.#frame.value?.focus();
  }

  close(): void {
    this.remove();
  }

  protected override render(): TemplateResult {
    const { localiser, isSmall } = this;
    const allowed = ALLOWED.map((feature) => `${feature} ${this.origin}`).join("; ");
    return html`<section class="head" part="head" aria-label=${this.label}>
        <p>${this.label}</p>
        <button type="button" class="size" part="size" @click=${this.#resize}>
          ${localiser.text(isSmall ? "make-large" : "make-small")}
        </button>
        ${
          isSmall
            ? html`<button
                type="button"
                class="decline"
                part="hang-up"
                aria-label=${localiser.text("hang-up")}
                title=${localiser.text("hang-up")}
                @click=${this.#hangUp}
              >
                ${phoneIcon}
              </button>`
            : nothing
        }
      </section>
      <div class="picture" @click=${isSmall ? this.#resize : nothing}>
        <iframe
          part="panel"
          ${ref(this.#frame)}
          title=${this.label}
          allow=${allowed}
          ?inert=${isSmall}
        ></iframe>
      </div>`;
  }

  protected override updated(changed: Map<PropertyKey, unknown>): void {
    if (changed.has("isSmall")) this.onChange();
  }

  readonly #resize = (): void => {
    this.isSmall = !this.isSmall;
  };

  /** By the call page itself: it holds the seat, whether the page around it is connected or not. */
  readonly #hangUp = (): void => {
    this.hasHungUp = true;
    this.#frame.value?.contentWindow?.postMessage({ type: "ringline-call-hang-up" }, this.origin);
  };

  readonly #onMessage = ({ origin, source, data }: MessageEvent): void => {
    const isOurs = origin === this.origin && source === this.#frame.value?.contentWindow;
    if (isOurs && data?.type === "ringline-call-closed") this.close();
  };
}

export interface CallPanelOptions {
  label: string;
  localiser: Localiser<LayerMessage>;
  onChange(): void;
  /** Nobody sees it until `show` is called: whether there is a call in it must turn out first. */
  isWaiting?: boolean;
}

/** Opens a panel over the page. */
export function openCallPanel(url: string, options: CallPanelOptions): CallPanelElement {
  const { label, localiser, onChange } = options;
  const panel = document.createElement("ringline-call-panel") as CallPanelElement;
  const address = new URL(url);
  // To whom the word goes that it closes, where our referrer policy or an older browser keeps that from it.
  address.searchParams.set("site", location.origin);
  Object.assign(panel, { label, localiser, onChange, origin: address.origin });
  panel.lang = localiser.language;
  panel.dir = localiser.direction;
  panel.toggleAttribute("waiting", options.isWaiting ?? false);
  document.body.append(panel);
  panel.load(address);
  return panel;
}

/** The one that stands on this page: it may be of an earlier connection. */
export function standingPanel(): CallPanelElement | undefined {
  return document.querySelector<CallPanelElement>("ringline-call-panel") ?? undefined;
}
