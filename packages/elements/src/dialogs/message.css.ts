import { css } from "lit";

/** What dialogs and notices look like alike. */
export const messageStyles = css`
  :host {
    --warning: var(--ringline-warning, light-dark(#8a5600, #f1bd5a));
    --error: var(--ringline-error, light-dark(#b3202f, #ff9aa4));
    display: contents;
  }
  .message {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: 6px 12px;
  }
  .message > :not(.kind) {
    grid-column: 2;
  }
  .kind {
    grid-row: 1;
    inline-size: 26px;
    block-size: 26px;
    fill: var(--accent);
  }
  .kind.warn {
    fill: var(--warning);
  }
  .kind.error {
    fill: var(--error);
  }
  h2,
  p {
    margin: 0;
    overflow-wrap: anywhere;
    white-space: pre-line;
  }
  h2,
  .title {
    align-self: center;
    font-size: 1em;
    font-weight: 600;
    line-height: 1.35;
  }
  h2 {
    font-size: 1.125em;
  }
  @keyframes appear {
    from {
      opacity: 0;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    dialog[open],
    li {
      animation: none;
    }
  }
`;
