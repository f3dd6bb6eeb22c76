import { STATUS_DOT_CSS } from "./status-dot.css.ts";

export const PRESENCE_CSS = `
:host { display: inline-flex; align-items: center; gap: 0.4em; vertical-align: middle; }
:host([hidden]) { display: none; }
${STATUS_DOT_CSS}
`;
