/**
 * Why a press on the core's button would come to nothing: it is not pressed then, says so in its description, and
 * stays where it is, so that the focus does too.
 */
export class Obstacle {
  readonly #note = document.createElement("span");
  #own: HTMLElement | undefined;
  #described: string | null = null;

  constructor() {
    this.#note.id = "obstacle";
    this.#note.hidden = true;
  }

  /** `words` empty: nothing is in the way. Called after each time that the button may have been drawn anew. */
  show(own: HTMLElement, words: string): void {
    if (words === "") {
      this.clear();
      return;
    }
    if (this.#own !== own) this.#begin(own);
    this.#note.textContent = words;
    own.ariaDisabled = "true";
  }

  clear(): void {
    const own = this.#own;
    if (!own) return;
    this.#own = undefined;
    this.#note.remove();
    own.parentNode?.removeEventListener("click", this.#stop, { capture: true });
    own.ariaDisabled = "false";
    if (this.#described) own.setAttribute("aria-describedby", this.#described);
  }

  #begin(own: HTMLElement): void {
    this.clear();
    this.#own = own;
    this.#described = own.getAttribute("aria-describedby");
    own.parentNode?.append(this.#note);
    own.setAttribute("aria-describedby", `${this.#note.id} ${this.#described ?? ""}`.trim());
    own.parentNode?.addEventListener("click", this.#stop, { capture: true });
  }

  readonly #stop = (event: Event): void => {
    if (this.#own && event.composedPath().includes(this.#own)) event.stopImmediatePropagation();
  };
}
