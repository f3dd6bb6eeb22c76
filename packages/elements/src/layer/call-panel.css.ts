import { css } from "lit";

/** Dark in either scheme, as the call page in it is. `small`: a tile, in which the page is a picture and no more. */
export const callPanelStyles = css`
  :host {
    --margin: 12px;
    --head: 52px;
    position: fixed;
    inset: auto;
    inset-block-end: max(var(--margin), env(safe-area-inset-bottom));
    inset-inline-end: max(var(--margin), env(safe-area-inset-right));
    z-index: 2147483646;
    display: grid;
    grid-template-rows: var(--head) minmax(0, 1fr);
    inline-size: min(400px, calc(100% - 2 * var(--margin)));
    block-size: min(600px, calc(100dvb - 2 * var(--margin)));
    margin: 0;
    padding: 0;
    border: 1px solid #ffffff24;
    border-radius: var(--radius);
    overflow: hidden;
    background: #10131a;
    box-shadow: var(--shadow);
    color: #f3f5f9;
    color-scheme: dark;
  }
  :host([waiting]) {
    visibility: hidden;
  }
  .head {
    display: flex;
    align-items: center;
    gap: 8px;
    min-inline-size: 0;
    padding-inline: 16px 4px;
  }
  p {
    flex: 1;
    min-inline-size: 0;
    margin: 0;
    overflow: hidden;
    font-size: 0.9375em;
    font-weight: 600;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  button {
    flex: none;
  }
  .size {
    background: transparent;
    color: inherit;
  }
  .decline svg {
    transform: rotate(135deg);
  }
  iframe {
    display: block;
    inline-size: 100%;
    block-size: 100%;
    border: 0;
  }
  .picture {
    min-block-size: 0;
    overflow: hidden;
  }
  :host([small]) {
    grid-template: minmax(0, 1fr) / 96px minmax(0, 1fr);
    inline-size: min(372px, calc(100% - 2 * var(--margin)));
    block-size: 104px;
    border-radius: calc(var(--radius) * 1.4);
  }
  :host([small]) .head {
    grid-area: 1 / 2;
    flex-wrap: wrap;
    align-content: center;
    gap: 6px 8px;
    padding-inline: 14px 12px;
  }
  :host([small]) p {
    flex: 1 0 100%;
  }
  :host([small]) button {
    padding-inline: 14px;
  }
  :host([small]) .size {
    flex: 1;
    background: #2a3241;
  }
  :host([small]) .decline {
    min-inline-size: 56px;
  }
  :host([small]) .picture {
    grid-area: 1 / 1;
    cursor: pointer;
  }
  :host([small]) iframe {
    inline-size: 300%;
    block-size: 300%;
    transform: scale(calc(1 / 3));
    transform-origin: 0 0;
    pointer-events: none;
  }
  @media (max-width: 600px) {
    :host(:not([small])) {
      inset: 0;
      inline-size: 100%;
      block-size: 100dvh;
      max-inline-size: none;
      max-block-size: none;
      padding-block-start: env(safe-area-inset-top);
      border: 0;
      border-radius: 0;
    }
  }
`;
