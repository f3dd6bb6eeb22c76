import { html, raw } from "hono/html";
import type { Markup } from "./markup.ts";

const SHAPES = {
  stream: '<path d="M4 6h16M4 12h16M4 18h10"/>',
  people:
    '<circle cx="9" cy="8" r="3.5"/><path d="M2.5 20c.5-4 3-6 6.5-6s6 2 6.5 6M15.5 4.8a3.5 3.5 0 0 1 0 6.4M17.5 14.4c2.3.8 3.7 2.6 4 5.6"/>',
  calls:
    '<path d="M5 4h4l2 5-2.500 1.500a12 12 0 0 0 5 5L15 13l5 2v4a1.500 1.500 0 0 1-1.500 1.500A15 15 0 0 1 3.500 5.500 1.500 1.500 0 0 1 5 4z"/>',
  room: '<path d="M12 21a9 9 0 1 1 9-9c0 2.5-2 3.5-4 3.5h-2a2 2 0 0 0-1.5 3.3c.8 1 .2 2.2-1.5 2.2z"/><circle cx="8" cy="10" r=".6"/><circle cx="12" cy="7.5" r=".6"/><circle cx="16" cy="10" r=".6"/>',
  document: '<path d="M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6"/>',
  leave: '<path d="M14 4H5v16h9M10 12h11M17 8l4 4-4 4"/>',
  chat: '<path d="M4 5h16v11H10l-5 4v-4H4z"/>',
  back: '<path d="M15 5l-7 7 7 7"/>',
  send: '<path d="M4 12l16-7-5 15-4-6z"/>',
  unfold: '<path d="M6 15l6-6 6 6"/>',
};

/** A drawing for the eye; the words beside it say the same. */
export function icon(name: keyof typeof SHAPES): Markup {
  return html`<svg class="icon icon-${name}" viewBox="0 0 24 24" width="20" height="20" aria-hidden="true">${raw(SHAPES[name])}</svg>`;
}
