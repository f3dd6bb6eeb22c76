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
  min-inline-size: 44px;
  min-block-size: 44px;
  max-inline-size: 100%;
  padding-block: 5px;
  padding-inline: 6px 14px;
  border: 1px solid var(--ringline-button-line, color-mix(in srgb, currentcolor 22%, transparent));
  border-radius: var(--ringline-button-radius, 999px);
  background: var(--ringline-button-surface, transparent);
  color: var(--ringline-button-text, inherit);
  font: inherit;
  font-weight: 600;
  line-height: 1.2;
  cursor: pointer;
  transition: background-color 120ms ease, border-color 120ms ease;
}
button:hover {
  background: var(--ringline-button-hover, color-mix(in srgb, currentcolor 8%, transparent));
  border-color: color-mix(in srgb, currentcolor 34%, transparent);
}
button:active { background: color-mix(in srgb, currentcolor 14%, transparent); }
button:focus-visible {
  outline: 3px solid var(--ringline-focus, #2f6fed);
  outline-offset: 2px;
}
button[aria-disabled="true"] { cursor: default; }
button[aria-disabled="true"] .icon { background: var(--ringline-offline, #6b7280); }
.icon {
  position: relative;
  display: grid;
  place-items: center;
  flex: none;
  inline-size: 32px;
  block-size: 32px;
  border-radius: 50%;
  background: var(--ringline-answer, #15803d);
  color: #fff;
}
.icon svg { inline-size: 17px; block-size: 17px; fill: currentcolor; }
.label { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.dot { margin-inline-start: 0.1em; }
.dot:not([data-status]) { display: none; }
.words { font-size: 0.875em; }
@media (prefers-reduced-motion: reduce) { button { transition: none; } }
@media (forced-colors: active) { button { border-color: ButtonText; } }
${STATUS_DOT_CSS}
`;
