import type { PageHooks } from "./api.ts";
import type { Sight } from "./tabs/messages.ts";

/** How one page is seen: visible or not, since when, and whether it may sound. */
export class PageSight {
  #visible: boolean;
  #seenAt: number;
  readonly #hooks: PageHooks;
  readonly stop: () => void;

  /** `changed` runs after each change; `returned`: the page became visible with it. */
  constructor(hooks: PageHooks, changed: (returned: boolean) => void) {
    this.#hooks = hooks;
    this.#visible = hooks.isVisible();
    this.#seenAt = this.#visible ? Date.now() : 0;
    this.stop = hooks.onChange(() => {
      const wasVisible = this.#visible;
      this.#visible = hooks.isVisible();
      if (this.#visible) this.#seenAt = Date.now();
      changed(this.#visible && !wasVisible);
    });
  }

  get isVisible(): boolean {
    return this.#hooks.isVisible();
  }

  get now(): Sight {
    return {
      visible: this.#visible,
      maySound: this.#hooks.maySound?.() ?? true,
      seenAt: this.#seenAt,
    };
  }
}
