import { css } from "lit";

/** The look of all sections. */
export const styles = css`
  :host {
    display: block;
  }
  * {
    box-sizing: border-box;
  }
  h1 {
    margin: 0 0 0.25rem;
    font-size: 1.5rem;
  }
  h2 {
    margin: 0;
    font-size: 1.1rem;
  }
  h3 {
    margin: 0.75rem 0 0.25rem;
    font-size: 1rem;
  }
  p {
    margin: 0.25rem 0;
    overflow-wrap: anywhere;
  }
  /* What was refused is not on its way any more. */
  .problem ~ .loading {
    display: none;
  }
  .muted {
    color: var(--muted);
  }
  .rows {
    display: grid;
    gap: 0.75rem;
    margin: 1rem 0;
    padding: 0;
    list-style: none;
  }
  .card {
    display: grid;
    gap: 0.5rem;
    padding: 0.9rem 1rem;
    border: 1px solid var(--line);
    border-radius: 12px;
    background: var(--surface);
    overflow-wrap: anywhere;
    min-inline-size: 0;
  }
  .line {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.4rem 0.75rem;
  }
  .spread {
    justify-content: space-between;
  }
  .switch {
    display: grid;
    justify-items: start;
    gap: 0.15rem;
  }
  .badge {
    padding: 0.1rem 0.55rem;
    border: 1px solid var(--line);
    border-radius: 999px;
    font-size: 0.85rem;
  }
  .good {
    color: var(--good);
  }
  .bad {
    color: var(--bad);
  }
  button,
  input,
  select,
  textarea {
    min-block-size: 44px;
    border: 1px solid var(--edge);
    border-radius: 8px;
    background: var(--surface);
    color: var(--text);
    font: inherit;
  }
  button {
    padding: 0.4rem 0.9rem;
    font-weight: 600;
    cursor: pointer;
  }
  button:hover {
    background: var(--raised);
  }
  button:disabled {
    opacity: 0.6;
    cursor: default;
  }
  button.primary {
    border-color: var(--accent);
    background: var(--accent);
    color: var(--on-accent);
  }
  button.danger {
    border-color: var(--bad);
    color: var(--bad);
  }
  input,
  select,
  textarea {
    inline-size: 100%;
    padding: 0.4rem 0.7rem;
  }
  input[type="checkbox"] {
    flex: none;
    inline-size: 24px;
    min-block-size: 24px;
    block-size: 24px;
    accent-color: var(--accent);
  }
  :focus-visible {
    outline: 3px solid var(--focus);
    outline-offset: 2px;
  }
  label {
    display: block;
    font-weight: 600;
  }
  label.check {
    display: flex;
    align-items: center;
    gap: 0.6rem;
    min-block-size: 44px;
    font-weight: 400;
  }
  form.search {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 13rem), 1fr));
    align-items: end;
    gap: 0.75rem;
    margin: 1rem 0;
  }
  fieldset {
    margin: 0;
    padding: 0.75rem;
    border: 1px solid var(--line);
    border-radius: 10px;
    min-inline-size: 0;
  }
  dl {
    display: grid;
    grid-template-columns: minmax(0, max-content) minmax(0, 1fr);
    gap: 0.2rem 1rem;
    margin: 0;
  }
  dt {
    color: var(--muted);
  }
  dd {
    margin: 0;
  }
  code,
  pre {
    font: 0.88rem ui-monospace, monospace;
  }
  pre {
    max-block-size: 18rem;
    margin: 0;
    padding: 0.6rem;
    border-radius: 8px;
    background: var(--raised);
    overflow: auto;
    white-space: pre-wrap;
  }
  .problem {
    margin: 0.75rem 0;
    padding: 0.7rem 1rem;
    border: 1px solid var(--bad);
    border-radius: 10px;
    background: var(--bad-ground);
    overflow-wrap: anywhere;
  }
  .warning {
    padding: 0.6rem 0.9rem;
    border-radius: 10px;
    background: var(--warn-ground);
  }
  [role="switch"] {
    display: inline-flex;
    align-items: center;
    gap: 0.6rem;
  }
  [role="switch"]::before {
    content: "";
    inline-size: 2.6rem;
    block-size: 1.5rem;
    border: 2px solid var(--edge);
    border-radius: 999px;
    background: radial-gradient(circle at center, var(--edge) 0.42rem, transparent 0.46rem)
      no-repeat calc(var(--at, 0) * 1px) 50% / 1.3rem 100%;
  }
  [role="switch"][aria-checked="true"]::before {
    border-color: var(--accent);
    background: radial-gradient(circle at center, var(--on-accent) 0.42rem, transparent 0.46rem)
      no-repeat right 50% / 1.3rem 100% var(--accent);
  }
  summary {
    min-block-size: 44px;
    padding: 0.55rem 0;
    cursor: pointer;
    font-weight: 600;
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
