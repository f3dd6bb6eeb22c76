import { svg, type TemplateResult } from "lit";
import { PHONE_PATH } from "../button/phone-icon.ts";

function icon(path: string): TemplateResult {
  return svg`<svg viewBox="0 0 24 24" aria-hidden="true"><path d=${path}></path></svg>`;
}

export const phoneIcon = icon(PHONE_PATH);

export const closeIcon = icon(
  "M18.7 6.7 17.3 5.3 12 10.6 6.7 5.3 5.3 6.7 10.6 12l-5.3 5.3 1.4 1.4 5.3-5.3 5.3 5.3 1.4-1.4-5.3-5.3 5.3-5.3Z",
);

export const cameraIcon = icon(
  "M4.5 6h9A1.5 1.5 0 0 1 15 7.5v3.2l4.4-3a.7.7 0 0 1 1.1.6v7.4a.7.7 0 0 1-1.1.6l-4.4-3v3.2a1.5 1.5 0 0 1-1.5 1.5h-9A1.5 1.5 0 0 1 3 16.5v-9A1.5 1.5 0 0 1 4.5 6Z",
);

export const cameraOffIcon = icon(
  "m4.1 2.9-1.2 1.2 2 2H4.5A1.5 1.5 0 0 0 3 7.6v9a1.5 1.5 0 0 0 1.5 1.5h9c.6 0 1-.3 1.3-.8l5 5 1.2-1.2L4.1 2.9ZM15 10.8V7.6c0-.8-.7-1.5-1.5-1.5H9.4l11 11c.1-.1.1-.2.1-.4V8.4c0-.5-.7-.9-1.1-.6l-4.4 3Z",
);

export const checkIcon = icon("m9.6 17.6-5.2-5.2 1.5-1.5 3.7 3.7 8.5-8.5 1.5 1.5-10 10Z");
