import { css } from "lit";

/** The host is wider than what it shows by a margin in which shadows may fall; it lets clicks through. */
export const callLayerStyles = css`
  :host {
    --margin: 12px;
    --spread: 32px;
    position: fixed;
    inset: auto;
    inset-block-end: calc(max(var(--margin), env(safe-area-inset-bottom)) - var(--spread));
    inset-inline-end: calc(max(var(--margin), env(safe-area-inset-right)) - var(--spread));
    z-index: 2147483647;
    display: flex;
    flex-direction: column;
    gap: 12px;
    inline-size: calc(min(372px, 100% - 2 * var(--margin)) + 2 * var(--spread));
    max-block-size: calc(100dvb + 2 * (var(--spread) - var(--margin)));
    margin: 0;
    padding: var(--spread);
    border: 0;
    overflow: hidden auto;
    overscroll-behavior: contain;
    scrollbar-width: none;
    background: transparent;
    pointer-events: none;
  }
  :host > * {
    flex: none;
    pointer-events: auto;
  }
  .notices {
    display: grid;
    gap: 12px;
    pointer-events: none;
  }
  .notices > * {
    pointer-events: auto;
  }
  .notices:empty {
    display: none;
  }
  :host([above-panel]) {
    --foot: 116px;
    inset-block-end: calc(
      max(var(--margin), env(safe-area-inset-bottom)) + var(--foot) - var(--spread)
    );
    max-block-size: calc(100dvb - var(--foot) + 2 * (var(--spread) - var(--margin)));
  }
  @media (min-width: 860px) {
    :host([beside-panel]) {
      inset-inline-end: calc(424px - var(--spread));
    }
  }
`;
