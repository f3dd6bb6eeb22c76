import { svg, type TemplateResult } from "lit";

function icon(path: string): TemplateResult {
  return svg`<svg viewBox="0 0 24 24" aria-hidden="true"><path d=${path}></path></svg>`;
}

/** Arrows as phones draw them: out to the upper end, in to the lower start, and one that turns back. */
export const outgoingIcon = icon("M6 18 18 6M9 6h9v9");
export const incomingIcon = icon("M18 6 6 18M15 18H6V9");
export const missedIcon = icon("M3 8l8 8 10-10M3 15V8h7");

export const eraseIcon = svg`<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M9 3h6l1 2h4v2H4V5h4l1-2ZM6 9h12l-1 12H7L6 9Zm3.5 2 .4 8h1.4l-.3-8H9.500Zm3.500 0-.3 8h1.400l.400-8H13Z"></path></svg>`;
