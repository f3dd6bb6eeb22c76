import { BUTTON_ATTRIBUTES, TARGET_TYPES } from "@ringline/elements";

const BUTTON = "ringline-call-button";
const TARGET_MARKS = TARGET_TYPES.map((type) => `[data-call-${type}]`).join();
const OBSERVED = BUTTON_ATTRIBUTES.map((name) => `data-call-${name}`);

/**
 * Puts a call button into every marked place of the document, and into those that come later; a mark that changes changes
 * its button, and one that is no mark any more loses it. Returns what takes them all away.
 */
export function keepMarks(): () => void {
  const buttons = new Map<Element, HTMLElement>();
  const look = (): void => {
    const marks = new Set(document.querySelectorAll(TARGET_MARKS));
    for (const [mark, button] of buttons) {
      if (marks.has(mark)) continue;
      button.remove();
      buttons.delete(mark);
    }
    for (const mark of marks) buttons.set(mark, dressed(mark, buttons.get(mark)));
  };
  const observer = new MutationObserver(look);
  observer.observe(document, {
    subtree: true,
    childList: true,
    attributes: true,
    attributeFilter: OBSERVED,
  });
  look();
  return () => {
    observer.disconnect();
    for (const button of buttons.values()) button.remove();
  };
}

/** The button of a mark, made where there is none, back in its place where the page has thrown it out. */
function dressed(mark: Element, known: HTMLElement | undefined): HTMLElement {
  const button = known ?? document.createElement(BUTTON);
  for (const name of BUTTON_ATTRIBUTES) {
    const wanted = mark.getAttribute(`data-call-${name}`);
    if (wanted === button.getAttribute(name)) continue;
    if (wanted === null) button.removeAttribute(name);
    else button.setAttribute(name, wanted);
  }
  if (button.parentNode !== mark) mark.append(button);
  return button;
}
