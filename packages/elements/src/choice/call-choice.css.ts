import { css } from "lit";

export const callChoiceStyles = css`
  :host {
    position: relative;
    display: inline-block;
    vertical-align: top;
    color: inherit;
  }
  .choose {
    display: grid;
    place-items: center;
    inline-size: 44px;
    block-size: 44px;
    padding: 0;
    border: 0;
    border-radius: 50%;
    background: transparent;
    color: inherit;
    cursor: pointer;
  }
  .choose:hover {
    background: color-mix(in srgb, currentcolor 9%, transparent);
  }
  .chevron {
    inline-size: 0.5em;
    block-size: 0.5em;
    margin-block-start: -0.25em;
    border-block-end: 2px solid;
    border-right: 2px solid;
    transform: rotate(45deg);
  }
  [role="menu"] {
    position: absolute;
    inset-block-start: calc(100% + 6px);
    inset-inline-end: 0;
    z-index: 2147483645;
    display: grid;
    min-inline-size: 12em;
    max-inline-size: calc(100vi - 24px);
    padding: 6px;
    border: 1px solid var(--line);
    border-radius: calc(var(--radius) * 0.7);
    background: var(--surface);
    color: var(--text);
    box-shadow: var(--shadow);
  }
  [role="menu"].to-end {
    inset-inline: 0 auto;
  }
  [role="menu"] button {
    display: grid;
    grid-template-columns: 1fr auto;
    align-items: center;
    justify-items: start;
    gap: 0.2em 0.7em;
    min-block-size: 44px;
    border-radius: calc(var(--radius) * 0.5);
    background: transparent;
    font-weight: 500;
    text-align: start;
  }
  [role="menu"] button:hover,
  [role="menu"] button:focus-visible {
    background: var(--surface-raised);
  }
  [role="menu"] button[aria-disabled="true"] {
    color: var(--muted);
    cursor: default;
  }
  bdi {
    text-align: match-parent;
  }
  u {
    white-space: nowrap;
  }
  small {
    grid-column: 1 / -1;
  }
  [role="menu"] svg {
    color: var(--accent);
  }
`;
