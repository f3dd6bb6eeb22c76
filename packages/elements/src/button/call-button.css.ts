import { STATUS_DOT_CSS } from "../presence/status-dot.css.ts";

/** Drawn from the page's own text colour, so that it fits a light page and a dark one alike. */
export const CALL_BUTTON_CSS = `
:host { display: inline-block; vertical-align: middle; max-inline-size: 100%; }
:host([hidden]) { display: none; }
button {
  display: inline-flex;
  align-items: center;
  gap: 0.55em;
  box-sizing: border-box;
  min-block-size: 44px;
  max-inline-size: 100%;
  padding: 5px 14px;
  padding-inline-start: 6px;
  border: 1px solid var(--ringline-button-line, color-mix(in srgb, currentcolor 22%, transparent));
  border-radius: var(--ringline-button-radius, 99px);
  background: var(--ringline-button-surface, transparent);
  color: var(--ringline-button-text, inherit);
  font: inherit;
  font-weight: 600;
  cursor: pointer;
}
button[hidden] { display: none; }
button:hover { background: var(--ringline-button-hover, color-mix(in srgb, currentcolor 9%, transparent)); }
button:focus-visible { outline: 3px solid var(--ringline-focus, #2f6fed); outline-offset: 2px; }
button[aria-disabled="true"] { cursor: default; }
button[aria-disabled="true"] .icon { background: var(--ringline-offline, #6b7280); }
.icon {
  display: grid;
  place-items: center;
  flex: none;
  inline-size: 32px;
  block-size: 32px;
  border-radius: 50%;
  background: var(--ringline-answer, #15803d);
}
svg { inline-size: 17px; fill: #fff; }
.label { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.dot:not([data-status]) { display: none; }
.words { font-size: 0.875em; }
${STATUS_DOT_CSS}
`;
