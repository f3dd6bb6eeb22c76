import { css } from "lit";

export const pageDialogsStyles = css`
  dialog {
    position: fixed;
    inset: 0;
    z-index: 2147483646;
    inline-size: min(480px, 100vi - 32px);
    max-block-size: calc(100dvb - 32px);
    margin: auto;
    padding: 20px;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    overflow: hidden auto;
    background: var(--surface);
    color: var(--text);
    box-shadow: var(--shadow);
  }
  dialog[open] {
    animation: appear 160ms ease-out;
  }
  dialog::backdrop {
    background: rgb(0 0 0 / 45%);
  }
  .reference {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 12px;
    color: var(--muted);
    font-size: 0.9375em;
  }
  code {
    color: var(--text);
    font-family: ui-monospace, monospace;
    overflow-wrap: anywhere;
    user-select: all;
  }
  .acts {
    display: flex;
    flex-wrap: wrap;
    justify-content: flex-end;
    gap: 8px;
    margin-block-start: 18px;
  }
  .acts button {
    min-inline-size: 88px;
  }
  button.main {
    background: var(--accent);
    color: light-dark(#ffffff, #11151d);
  }
  button.main:hover {
    background: color-mix(in srgb, var(--accent), var(--text) 18%);
  }
`;
