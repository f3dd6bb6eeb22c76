/** A button answers clicks only after it has stood still for this long. @see GUARANTEES S43 */
const STILL_MS = 300;
/** Smaller moves do not bring another thing under the pointer. */
const TOLERANCE_PX = 8;

/**
 * Watches where an element stands, as long as it is shown, and tells when it has stood still for 300 ms: a press that was
 * meant for what was there before must not answer a call. A page that comes to the front counts as a move.
 */
export class MoveGuard {
  readonly #element: () => Element | undefined;
  readonly #onChange: (isStill: boolean) => void;
  #frame: number | undefined;
  #last: { x: number; y: number } | undefined;
  #movedAt = 0;
  #isStill = false;

  constructor(element: () => Element | undefined, onChange: (isStill: boolean) => void) {
    this.#element = element;
    this.#onChange = onChange;
  }

  get isStill(): boolean {
    this.#look();
    return this.#isStill;
  }

  start(): void {
    this.#moved();
    document.addEventListener("visibilitychange", this.#moved);
    this.#watch();
  }

  stop(): void {
    document.removeEventListener("visibilitychange", this.#moved);
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
    this.#frame = undefined;
  }

  /** What the button does has changed: that counts as a move. */
  hold(): void {
    this.#moved();
  }

  readonly #watch = (): void => {
    this.#look();
    this.#frame = requestAnimationFrame(this.#watch);
  };

  readonly #moved = (): void => {
    this.#movedAt = performance.now();
    this.#set(false);
  };

  #look(): void {
    const rect = this.#element()?.getBoundingClientRect();
    if (rect === undefined) return;
    const last = this.#last;
    if (last === undefined || Math.hypot(rect.x - last.x, rect.y - last.y) > TOLERANCE_PX) {
      this.#last = { x: rect.x, y: rect.y };
      this.#moved();
      return;
    }
    this.#set(performance.now() - this.#movedAt >= STILL_MS);
  }

  #set(isStill: boolean): void {
    if (isStill === this.#isStill) return;
    this.#isStill = isStill;
    this.#onChange(isStill);
  }
}
