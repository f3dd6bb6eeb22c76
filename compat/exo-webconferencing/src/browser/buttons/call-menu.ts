let lastNumber = 0;

/** The other ways to call, behind a button. Works by keyboard, and without any library of the page. */
export class CallMenu {
  readonly toggle = document.createElement("button");
  readonly list = document.createElement("ul");
  #isOpen = false;

  constructor(label: string) {
    const { toggle, list } = this;
    lastNumber += 1;
    list.id = `exo-call-menu-${lastNumber}`;
    list.className = "dropdown-menu";
    list.hidden = true;
    // Not data-toggle: where the page has Bootstrap, it would close what this opens.
    toggle.className = "btn dropdown-toggle";
    toggle.type = "button";
    toggle.setAttribute("aria-label", label);
    toggle.setAttribute("aria-expanded", "false");
    toggle.setAttribute("aria-controls", list.id);
    const caret = document.createElement("i");
    caret.className = "uiIconMiniArrowDown uiIconLightGray";
    toggle.append(caret);
    toggle.addEventListener("click", () => this.show(!this.#isOpen));
    toggle.addEventListener("keydown", (event) => this.#key(event));
    list.addEventListener("keydown", (event) => this.#key(event));
    list.addEventListener("click", () => this.show(false));
    list.addEventListener("focusout", (event) => {
      const next = event.relatedTarget as Node | null;
      if (next && !list.contains(next) && next !== toggle) this.show(false);
    });
  }

  /** The ways, each a button of its connector. */
  fill(items: readonly HTMLElement[]): void {
    const rows = items.map((item) => {
      const row = document.createElement("li");
      row.append(item);
      return row;
    });
    this.list.replaceChildren(...rows);
  }

  show(isOpen: boolean): void {
    if (isOpen === this.#isOpen) return;
    this.#isOpen = isOpen;
    this.list.hidden = !isOpen;
    this.toggle.setAttribute("aria-expanded", String(isOpen));
    this.toggle.parentElement?.classList.toggle("open", isOpen);
    if (isOpen) this.#place();
    if (isOpen) document.addEventListener("pointerdown", this.#away, true);
    else document.removeEventListener("pointerdown", this.#away, true);
  }

  /** Where there is no room below or beside, it opens upwards or to the other side, by the classes that Bootstrap has for that. */
  #place(): void {
    const holder = this.toggle.parentElement;
    holder?.classList.remove("dropup", "pull-right");
    const { bottom, right, height } = this.list.getBoundingClientRect();
    const above = this.toggle.getBoundingClientRect().top;
    holder?.classList.toggle("dropup", bottom > innerHeight && above > height);
    holder?.classList.toggle("pull-right", right > document.documentElement.clientWidth);
  }

  readonly #away = (event: Event): void => {
    const { target } = event;
    if (target instanceof Node && !this.list.contains(target) && !this.toggle.contains(target))
      this.show(false);
  };

  #key(event: KeyboardEvent): void {
    if (event.key === "Escape" && this.#isOpen) {
      this.show(false);
      this.toggle.focus();
    } else if (["ArrowDown", "ArrowUp", "Home", "End"].includes(event.key)) this.#move(event.key);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #move(key: string): void {
    this.show(true);
    const items = [...this.list.querySelectorAll<HTMLElement>("a,button,[tabindex]")];
    const now = items.indexOf(document.activeElement as HTMLElement);
    const last = items.length - 1;
    const steps: Record<string, number> = {
      ArrowDown: now < last ? now + 1 : 0,
      ArrowUp: now > 0 ? now - 1 : last,
      Home: 0,
      End: last,
    };
    items[steps[key] ?? 0]?.focus();
  }
}
