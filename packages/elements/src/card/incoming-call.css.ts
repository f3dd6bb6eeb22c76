import { css } from "lit";

export const incomingCallStyles = css`
  :host {
    display: block;
    inline-size: 100%;
  }
  section {
    position: relative;
    display: grid;
    gap: 16px;
    padding: 18px;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--surface);
    box-shadow: var(--shadow);
    animation: appear 160ms ease-out;
  }
  section:focus-visible {
    outline: 2px solid var(--focus);
    outline-offset: 0;
  }
  @keyframes appear {
    from {
      opacity: 0;
      transform: translateY(6px);
    }
  }
  .who {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: 14px;
    align-items: center;
    padding-inline-end: 36px;
  }
  @media (max-width: 400px) {
    .who {
      --ringline-avatar-size: 48px;
      gap: 12px;
    }
  }
  .portrait {
    position: relative;
  }
  .aloud .portrait::after {
    position: absolute;
    inset: -4px;
    border: 2px solid var(--answer);
    border-radius: 50%;
    content: "";
    animation: ring 1.7s ease-out infinite;
  }
  @keyframes ring {
    from {
      opacity: 0.9;
      transform: scale(0.96);
    }
    70%,
    to {
      opacity: 0;
      transform: scale(1.16);
    }
  }
  h2 {
    margin: 0;
    font-size: 1.0625em;
    font-weight: 500;
    line-height: 1.3;
    overflow-wrap: anywhere;
  }
  h2 bdi {
    font-weight: 700;
  }
  p {
    margin: 0;
    color: var(--muted);
    font-size: 0.875em;
    overflow-wrap: anywhere;
  }
  .kind {
    display: flex;
    gap: 0.4em;
    margin-block-start: 2px;
    white-space: nowrap;
  }
  .kind bdi {
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .about a {
    color: var(--accent);
    text-underline-offset: 0.2em;
  }
  .note {
    padding: 9px 12px;
    border-radius: 12px;
    background: var(--surface-raised);
    color: var(--text);
  }
  .acts {
    display: flex;
    flex-wrap: wrap;
    gap: 10px;
  }
  .acts button {
    flex: 1 1 8em;
    min-inline-size: max-content;
    max-inline-size: 100%;
  }
  .acts .wide {
    flex-basis: 100%;
    min-inline-size: 0;
  }
  .decline svg {
    transform: rotate(135deg);
  }
  .close {
    position: absolute;
    inset-block-start: 6px;
    inset-inline-end: 6px;
  }
  @media (prefers-reduced-motion: reduce) {
    section,
    .aloud .portrait::after {
      animation: none;
    }
  }
`;
