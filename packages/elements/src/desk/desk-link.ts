import type { CallDesk } from "./call-desk.ts";

const REQUEST = "ringline-desk";
const CHANGED = "ringline-desk-changed";

interface DeskRequest {
  answer(desk: CallDesk): void;
}

/** Offers `desk` to every element of the document, present and future; returns what takes the offer back. */
export function offerDesk(desk: CallDesk): () => void {
  const answer = (event: Event): void => {
    event.stopPropagation();
    (event as CustomEvent<DeskRequest>).detail.answer(desk);
  };
  document.addEventListener(REQUEST, answer);
  document.dispatchEvent(new Event(CHANGED));
  return () => {
    document.removeEventListener(REQUEST, answer);
    document.dispatchEvent(new Event(CHANGED));
  };
}

/**
 * An element's link to the desk of its page, found by an event that bubbles: no global variable, and elements that
 * stand in the page before anybody has signed in get theirs later. Fits Lit's controllers.
 */
export class DeskLink {
  readonly #element: Element;
  readonly #onDesk: (desk: CallDesk | undefined) => (() => void) | undefined;
  #release: (() => void) | undefined;

  /** `onDesk` is called with each desk, or with undefined when there is none; what it returns ends its use. */
  constructor(element: Element, onDesk: (desk: CallDesk | undefined) => (() => void) | undefined) {
    this.#element = element;
    this.#onDesk = onDesk;
  }

  hostConnected(): void {
    document.addEventListener(CHANGED, this.#find);
    this.#find();
  }

  hostDisconnected(): void {
    document.removeEventListener(CHANGED, this.#find);
    this.#release?.();
    this.#release = undefined;
  }

  readonly #find = (): void => {
    let found: CallDesk | undefined;
    const detail: DeskRequest = {
      answer: (desk) => {
        found = desk;
      },
    };
    this.#element.dispatchEvent(
      new CustomEvent(REQUEST, { bubbles: true, composed: true, detail }),
    );
    this.#release?.();
    this.#release = this.#onDesk(found);
  };
}
