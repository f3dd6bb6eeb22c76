import { css } from "lit";

export const noticeStackStyles = css`
  .notices {
    position: fixed;
    inset: auto;
    inset-block-start: max(12px, env(safe-area-inset-top));
    inset-inline-end: max(12px, env(safe-area-inset-right));
    z-index: 2147483645;
    inline-size: min(380px, 100vi - 24px);
    max-block-size: calc(100dvb - 24px);
    margin: 0;
    padding: 0;
    border: 0;
    overflow: hidden auto;
    background: transparent;
    color: inherit;
    font: inherit;
  }
  .notices ul {
    display: grid;
    gap: 12px;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  li {
    position: relative;
    padding: 14px;
    padding-inline-end: 54px;
    border: 1px solid var(--line);
    border-radius: calc(var(--radius) * 0.8);
    background: var(--surface);
    color: var(--text);
    animation: appear 160ms ease-out;
  }
  .close {
    position: absolute;
    inset-block-start: 5px;
    inset-inline-end: 6px;
  }
`;
