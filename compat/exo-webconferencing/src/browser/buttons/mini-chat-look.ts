const TITLE = ".callTitle";
const GRAY = "uiIconLightGray";
const WHITE = "uiIconWhite";

/** What stands in place of the titles that were taken out. */
const taken = new WeakMap<HTMLElement, { title: Element; mark: Comment }[]>();

/**
 * The mini chat's head is narrow and dark: its button is a white icon alone, named by what stood beside it. A button without an
 * icon keeps its title.
 */
export function makeIcon(button: HTMLElement): void {
  const icons = button.querySelectorAll("i, svg, img");
  if (icons.length === 0 || taken.has(button)) return;
  const titles = [...button.querySelectorAll(TITLE)];
  const name = titles.map(({ textContent }) => textContent?.trim()).join(" ");
  if (name && !button.hasAttribute("aria-label")) {
    button.setAttribute("aria-label", name);
    button.dataset.callTitle = name;
  }
  const places = titles.map((title) => ({ title, mark: new Comment() }));
  for (const { title, mark } of places) title.replaceWith(mark);
  for (const icon of icons) icon.classList.replace(GRAY, WHITE);
  taken.set(button, places);
}

/** As it was, for its place in the menu. */
export function makeWhole(button: HTMLElement): void {
  const places = taken.get(button);
  if (!places) return;
  taken.delete(button);
  for (const { title, mark } of places) mark.replaceWith(title);
  for (const icon of button.querySelectorAll("i, svg, img")) icon.classList.replace(WHITE, GRAY);
  if (button.dataset.callTitle === undefined) return;
  button.removeAttribute("aria-label");
  delete button.dataset.callTitle;
}
