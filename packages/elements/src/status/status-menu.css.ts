import { css, unsafeCSS } from "lit";
import { STATUS_DOT_CSS } from "../presence/status-dot.css.ts";

export const statusMenuStyles = css`
  ${unsafeCSS(STATUS_DOT_CSS)}
  :host {
    position: relative;
    display: inline-block;
    color-scheme: inherit;
    color: inherit;
  }
  .current {
    border: 1px solid color-mix(in srgb, currentcolor 22%, transparent);
    background: transparent;
    color: inherit;
  }
  .current:hover {
    background: color-mix(in srgb, currentcolor 8%, transparent);
  }
  .chevron {
    inline-size: 0.5em;
    block-size: 0.5em;
    margin-block-start: -0.25em;
    border-block-end: 2px solid;
    border-inline-end: 2px solid;
    transform: rotate(45deg);
  }
  :host(:dir(rtl)) .chevron {
    transform: rotate(-45deg);
  }
  [role="menu"] {
    position: absolute;
    inset-block-start: calc(100% + 6px);
    inset-inline-start: 0;
    z-index: 2147483645;
    display: grid;
    min-inline-size: 13em;
    max-inline-size: calc(100vi - 24px);
    padding: 6px;
    border: 1px solid var(--line);
    border-radius: calc(var(--radius) * 0.7);
    background: var(--surface);
    color: var(--text);
    box-shadow: var(--shadow);
  }
  [role="menu"].to-start {
    inset-inline: auto 0;
  }
  [role="menu"] button {
    display: grid;
    grid-template-columns: auto 1fr auto;
    justify-items: start;
    gap: 0.7em;
    border-radius: calc(var(--radius) * 0.5);
    background: transparent;
    font-weight: 500;
  }
  [role="menu"] button:hover,
  [role="menu"] button:focus-visible {
    background: var(--surface-raised);
  }
  hr {
    inline-size: calc(100% - 12px);
    margin-block: 6px;
    border: 0;
    border-block-start: 1px solid var(--line);
  }
  .no-dot {
    inline-size: var(--ringline-dot-size, 0.75rem);
  }
  [role="menu"] svg {
    color: var(--accent);
  }
`;
