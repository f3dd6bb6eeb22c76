import { css, html, LitElement, type TemplateResult } from "lit";
import { createRef, type Ref, ref } from "lit/directives/ref.js";
import type { CallPage } from "../desk/call-pages.ts";
import { theme } from "../theme/theme.ts";

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

/** `<ringline-call-panel>`: the call page in a frame, where it has no window of its own. Part: `panel`. */
export class CallPanelElement extends LitElement {
  static override properties = { label: { attribute: false }, origin: { attribute: false } };
  static override styles = [
    theme,
    css`
      :host {
        position: fixed;
        inset: auto;
        inset-block-end: max(12px, env(safe-area-inset-bottom));
        inset-inline-end: max(12px, env(safe-area-inset-right));
        z-index: 2147483646;
        inline-size: min(400px, calc(100vi - 24px));
        block-size: min(600px, calc(100dvb - 24px));
        margin: 0;
        padding: 0;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        overflow: hidden;
        background: #10131a;
        box-shadow: var(--shadow);
      }
      :host([waiting]) {
        visibility: hidden;
      }
      iframe {
        display: block;
        inline-size: 100%;
        block-size: 100%;
        border: 0;
      }
      @media (max-width: 600px) {
        :host {
          inset: 0;
          inline-size: 100vw;
          block-size: 100dvh;
          max-inline-size: none;
          max-block-size: none;
          border: 0;
          border-radius: 0;
        }
      }
    `,
  ];
  declare label: string;
  /** The call server's: named, because the frame has no `src` that could stand for it. */
  declare origin: string;
  readonly #frame: Ref<HTMLIFrameElement> = createRef();

  get frame(): HTMLIFrameElement | undefined {
    return this.#frame.value;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.popover = "manual";
    this.showPopover?.();
  }

  protected override render(): TemplateResult {
    const allowed = ALLOWED.map((feature) => `${feature} ${this.origin}`).join("; ");
    return html`<iframe part="panel" ${ref(this.#frame)} title=${this.label} allow=${allowed}></iframe>`;
  }
}

export interface CallPanelOptions {
  /** The accessible name of the frame. */
  label: string;
  language: { language: string; direction: "ltr" | "rtl" };
  onClosed(): void;
  /** Nobody sees it until `show` is called: whether there is a call in it must turn out first. */
  isWaiting?: boolean;
}

/**
 * Opens a panel over the page. It leaves when its own document says so, from the call server's origin, or when it is
 * closed here. The address is never an attribute: its fragment is a secret.
 */
export function openCallPanel(url: string, options: CallPanelOptions): CallPage {
  const panel = document.createElement("ringline-call-panel") as CallPanelElement;
  const address = new URL(url);
  const { origin } = address;
  // To whom the word goes that it closes, where our referrer policy or an older browser keeps that from it.
  address.searchParams.set("site", location.origin);
  panel.label = options.label;
  panel.origin = origin;
  panel.lang = options.language.language;
  panel.toggleAttribute("waiting", options.isWaiting ?? false);
  panel.dir = options.language.direction;
  document.body.append(panel);
  const close = (): void => {
    window.removeEventListener("message", onMessage);
    if (!panel.isConnected) return;
    panel.remove();
    options.onClosed();
  };
  const onMessage = (event: MessageEvent): void => {
    const isOurs = event.origin === origin && event.source === panel.frame?.contentWindow;
    if (isOurs && event.data?.type === "ringline-call-closed") close();
  };
  window.addEventListener("message", onMessage);
  panel.updateComplete.then(
    () => panel.frame?.contentWindow?.location.replace(address),
    () => undefined,
  );
  return {
    get isReachable() {
      return panel.isConnected;
    },
    show: () => {
      panel.removeAttribute("waiting");
      panel.frame?.focus();
    },
    close,
  };
}
