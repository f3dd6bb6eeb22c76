import type { CallContext } from "@ringline/connector-spi/browser";

/** The page puts them beside the button, in a shadow tree: they touch nothing else, and nothing else touches them. */
export const styles = `
  button {
    min-inline-size: 44px;
    min-block-size: 44px;
    padding: 8px 16px;
    border: 1px solid #2b5fd9;
    border-radius: 999px;
    background: #ffffff;
    color: #1d4ab5;
    font: inherit;
    cursor: pointer;
  }
  button:focus-visible { outline: 3px solid #2b5fd9; outline-offset: 2px; }
  @media (prefers-color-scheme: dark) {
    button { border-color: #8fb4ff; background: #141a25; color: #cfdeff; }
    button:focus-visible { outline-color: #8fb4ff; }
  }
`;

/** The button for one target. Nothing for oneself. Names are untrusted: they are set as text. */
export function button({ me, target, name, text, place, signal }: CallContext) {
  if (target.type === "user" && me.type === "user" && target.id === me.id) return undefined;
  const element = document.createElement("button");
  element.type = "button";
  element.textContent = text("call", { name });
  // In the press itself: a browser opens no window after it.
  element.addEventListener("click", () => place({ media: "video" }), { signal });
  return element;
}
