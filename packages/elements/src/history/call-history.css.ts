import { css } from "lit";

export const callHistoryStyles = css`
  :host {
    /* It stands in the page, not above it: light or dark as the page is. */
    color-scheme: var(--ringline-color-scheme, inherit);
    display: block;
    container-type: inline-size;
  }
  .tools {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    align-items: center;
    justify-content: space-between;
    margin-block-end: 8px;
  }
  .group {
    display: flex;
    flex-wrap: wrap;
    gap: 4px;
  }
  button[aria-pressed="true"] {
    background: color-mix(in srgb, transparent, var(--accent) 16%);
    color: var(--accent);
    box-shadow: inset 0 0 0 1.5px currentcolor;
  }
  button.danger {
    color: light-dark(#b42132, #ff9aa5);
  }
  ul {
    display: grid;
    gap: 0;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  li {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr) auto;
    gap: 4px 14px;
    align-items: center;
    padding-block: 12px;
    border-block-end: 1px solid var(--line);
  }
  li:last-child {
    border-block-end: 0;
  }
  ringline-avatar {
    --ringline-avatar-size: 44px;
  }
  .name {
    display: flex;
    gap: 8px;
    align-items: center;
    min-inline-size: 0;
    font-weight: 600;
  }
  .name bdi {
    overflow-wrap: anywhere;
  }
  .missed .name bdi,
  .missed .kind {
    color: light-dark(#b42132, #ff9aa5);
  }
  .line {
    display: flex;
    flex-wrap: wrap;
    gap: 0 0.5em;
    color: var(--muted);
    font-size: 0.9375em;
  }
  .line > :not(:last-child)::after {
    content: "·" / "";
    margin-inline-start: 0.5em;
  }
  .line svg {
    inline-size: 1em;
    block-size: 1em;
    margin-inline-end: 0.3em;
    vertical-align: -0.12em;
    fill: none;
    stroke: currentcolor;
    stroke-width: 2.2;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  :host(:dir(rtl)) .line svg {
    transform: scaleX(-1);
  }
  .about {
    overflow-wrap: anywhere;
  }
  .new {
    flex: none;
    padding: 0.1em 0.6em;
    border-radius: 999px;
    background: var(--decline);
    color: #ffffff;
    font-size: 0.75em;
    font-weight: 700;
  }
  .acts {
    display: flex;
    gap: 4px;
    align-items: center;
  }
  .state {
    margin: 0;
    padding-block: 28px;
    color: var(--muted);
    text-align: center;
  }
  .state strong {
    display: block;
    color: var(--text);
    font-size: 1.0625em;
  }
  .question {
    display: grid;
    gap: 10px;
    margin-block-end: 8px;
    padding: 14px 16px;
    border: 1px solid var(--line);
    border-radius: 14px;
    background: var(--surface-raised);
  }
  .question p {
    margin: 0;
  }
  .question button {
    background: var(--surface);
  }
  .failure {
    position: sticky;
    inset-block-end: 8px;
    margin: 8px 0 0;
    padding: 10px 16px;
    border: 1px solid var(--line);
    border-radius: 14px;
    background: var(--surface-raised);
    color: light-dark(#b42132, #ff9aa5);
    text-align: center;
  }
  .more {
    display: grid;
    justify-items: center;
    padding-block: 12px 4px;
  }
  @container (max-width: 460px) {
    li {
      grid-template-columns: auto minmax(0, 1fr);
    }
    .acts {
      grid-column: 2;
    }
  }
`;
