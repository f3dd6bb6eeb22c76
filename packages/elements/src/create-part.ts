/** An empty `span` that a site styles by `::part()`, and the element itself by the class of that name. */
export function createPart(part: string): HTMLSpanElement {
  const element = document.createElement("span");
  element.className = part;
  element.part = part;
  return element;
}
