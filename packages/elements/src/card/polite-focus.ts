/** Where the focus stays: places for writing, frames, and another card. */
const NOT_TO_LEAVE =
  "input, textarea, select, iframe, object, embed, [role=alertdialog], [role=alertdialog] *";

/** The element that has the focus, through shadow roots; undefined for the page itself. */
function deepActiveElement(): HTMLElement | undefined {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  if (!(active instanceof HTMLElement)) return undefined;
  return active === document.body || active === document.documentElement ? undefined : active;
}

/**
 * Gives an element the focus unless the person is writing somewhere or is not on this page, and gives it back afterwards.
 */
export class PoliteFocus {
  readonly #element: HTMLElement;
  #before: HTMLElement | undefined;
  #hasTaken = false;

  constructor(element: HTMLElement) {
    this.#element = element;
  }

  /** Takes the focus now, or, on a page in the background, when the person comes to it. */
  take(): void {
    if (document.hasFocus()) this.#takeNow();
    else window.addEventListener("focus", this.#takeNow, { once: true });
  }

  /** Gives it back if it is still ours to give. Call it before the element is taken out of the page. */
  giveBack(): void {
    window.removeEventListener("focus", this.#takeNow);
    if (!this.#hasTaken || !holdsFocus(this.#element)) return;
    if (this.#before?.isConnected) this.#before.focus({ preventScroll: true });
    else this.#element.blur();
  }

  readonly #takeNow = (): void => {
    const active = deepActiveElement();
    const mustStay = active?.matches(NOT_TO_LEAVE) || active?.isContentEditable;
    if (mustStay || !this.#element.isConnected || holdsFocus(this.#element)) return;
    this.#before = active;
    this.#hasTaken = true;
    this.#element.focus({ preventScroll: true });
  };
}

function holdsFocus(element: HTMLElement): boolean {
  let active: Element | undefined = deepActiveElement();
  while (active !== undefined) {
    if (element.contains(active)) return true;
    const root = active.getRootNode();
    active = root instanceof ShadowRoot ? root.host : undefined;
  }
  return false;
}
