import { css } from "lit";

/**
 * The look of what floats above a page. A site sets any `--ringline-…` on `:root`; without that it follows the system's
 * light or dark. Text reaches 4.5:1 on its surface in both.
 */
export const theme = css`
  :host {
    --surface: var(--ringline-surface, light-dark(#ffffff, #1c2029));
    --surface-raised: var(--ringline-surface-raised, light-dark(#f3f5f8, #2a303c));
    --text: var(--ringline-text, light-dark(#161a22, #f2f4f8));
    --muted: var(--ringline-muted, light-dark(#565e6c, #aab2c0));
    --line: var(--ringline-line, light-dark(#e1e5eb, #363d4a));
    --accent: var(--ringline-accent, light-dark(#1f57d6, #8fb4ff));
    --answer: var(--ringline-answer, #15803d);
    --answer-hover: var(--ringline-answer-hover, #116932);
    --decline: var(--ringline-decline, #c62839);
    --decline-hover: var(--ringline-decline-hover, #a51f2e);
    --focus: var(--ringline-focus, light-dark(#2f6fed, #9dbdff));
    --radius: var(--ringline-radius, 20px);
    --shadow: var(
      --ringline-shadow,
      0 1px 2px light-dark(rgb(16 24 40 / 8%), rgb(0 0 0 / 40%)),
      0 14px 36px -10px light-dark(rgb(16 24 40 / 24%), rgb(0 0 0 / 65%))
    );
    box-sizing: border-box;
    color-scheme: var(--ringline-color-scheme, light dark);
    color: var(--text);
    font-family: var(--ringline-font, inherit);
    font-size: var(--ringline-font-size, 1rem);
    font-weight: 400;
    font-style: normal;
    line-height: 1.4;
    letter-spacing: normal;
    text-align: start;
    text-transform: none;
    white-space: normal;
    cursor: default;
  }
  :host([hidden]) {
    display: none;
  }
  * {
    box-sizing: border-box;
  }
  .visually-hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`;

/** Buttons of the floating surfaces: at least 44 px each way, with a focus ring that shows on every surface. */
export const buttonStyles = css`
  button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 0.5em;
    min-block-size: 44px;
    min-inline-size: 44px;
    margin: 0;
    padding: 0.5em 1em;
    border: 0;
    border-radius: 999px;
    background: var(--surface-raised);
    color: var(--text);
    font: inherit;
    font-size: 0.9375em;
    font-weight: 600;
    line-height: 1.2;
    cursor: pointer;
    transition: background-color 120ms ease;
  }
  button:hover {
    background: color-mix(in srgb, var(--surface-raised), var(--text) 9%);
  }
  button:focus-visible,
  a:focus-visible {
    outline: 3px solid var(--focus);
    outline-offset: 2px;
  }
  button.answer {
    background: var(--answer);
    color: #ffffff;
  }
  button.answer:hover {
    background: var(--answer-hover);
  }
  button.decline {
    background: var(--decline);
    color: #ffffff;
  }
  button.decline:hover {
    background: var(--decline-hover);
  }
  button.quiet {
    background: transparent;
    color: var(--accent);
  }
  button.quiet:hover {
    background: color-mix(in srgb, transparent, var(--accent) 10%);
  }
  button.icon {
    padding: 0;
    background: transparent;
    color: var(--muted);
  }
  button.icon:hover {
    background: var(--surface-raised);
    color: var(--text);
  }
  button svg {
    flex: none;
    inline-size: 1.25em;
    block-size: 1.25em;
    fill: currentcolor;
  }
  @media (prefers-reduced-motion: reduce) {
    button {
      transition: none;
    }
  }
  @media (forced-colors: active) {
    button {
      border: 1px solid ButtonText;
    }
  }
`;
