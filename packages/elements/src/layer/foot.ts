const NAME = "--ringline-foot";
/** What `call-layer.css.ts` puts around its content, above and below. */
const SPREAD_PX = 32;
const GAP_PX = 12;
/** Of a small panel, with the gap below it; as in `call-panel.css.ts`. */
const TILE_PX = 116;

/**
 * Tells the page how much of its foot is covered, as `--ringline-foot` on its root: what a site fixes there itself can stand
 * above that. 0 px while nothing floats.
 */
export class Foot {
  readonly #element: HTMLElement;
  readonly #observer: ResizeObserver;

  constructor(element: HTMLElement) {
    this.#element = element;
    this.#observer = new ResizeObserver(() => this.tell());
    this.#observer.observe(element);
  }

  /** Again: a panel has become small or large. The browser lays the page out for it, so not more often than that. */
  tell(): void {
    const content = this.#element.offsetHeight - 2 * SPREAD_PX;
    const tile = this.#element.hasAttribute("above-panel") ? TILE_PX : 0;
    const covered = (content > 0 ? content + GAP_PX : 0) + tile;
    document.documentElement.style.setProperty(NAME, `${covered}px`);
  }

  close(): void {
    this.#observer.disconnect();
    document.documentElement.style.removeProperty(NAME);
  }
}
