/** What a connector's button may be: an element, a jQuery object of some, or a list of them. */
export function buttonElement(value: unknown): HTMLElement | undefined {
  const elements = elementsOf(value);
  if (elements.length <= 1) return elements[0];
  const group = document.createElement("span");
  group.append(...elements);
  return group;
}

/** A link that leads nowhere, or a box with a click handler, is pressed by keyboard too, and is told as a button. */
export function makePressable(element: HTMLElement): void {
  const isButton = element instanceof HTMLButtonElement || element instanceof HTMLInputElement;
  if (isButton || element.querySelector("a,button,input")) return;
  if (!element.hasAttribute("role") && !leadsSomewhere(element))
    element.setAttribute("role", "button");
  if (element instanceof HTMLAnchorElement && element.hasAttribute("href")) {
    element.addEventListener("keydown", (event) => press(event, " "));
    return;
  }
  if (!element.hasAttribute("tabindex")) element.tabIndex = 0;
  element.addEventListener("keydown", (event) => press(event, " ", "Enter"));
}

function elementsOf(value: unknown): HTMLElement[] {
  if (value instanceof HTMLElement) return [value];
  const isList = typeof value === "object" && value !== null && "length" in value;
  if (!isList) return [];
  return Array.from(value as ArrayLike<unknown>).filter((one) => one instanceof HTMLElement);
}

function leadsSomewhere(element: HTMLElement): boolean {
  const href = element.getAttribute("href") ?? "";
  return href !== "" && !href.startsWith("#") && !/^javascript:/i.test(href.trim());
}

function press(event: KeyboardEvent, ...keys: string[]): void {
  if (!keys.includes(event.key) || event.target !== event.currentTarget) return;
  event.preventDefault();
  (event.currentTarget as HTMLElement).click();
}
