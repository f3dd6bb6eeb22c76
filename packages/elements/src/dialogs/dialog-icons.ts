import { svg, type TemplateResult } from "lit";
import type { DialogKind } from "./dialog-items.ts";

const CIRCLE = "M12 2a10 10 0 1 1 0 20 10 10 0 0 1 0-20Zm0 2a8 8 0 1 0 0 16 8 8 0 0 0 0-16Z";
const PATHS: Readonly<Record<DialogKind, string>> = {
  info: `${CIRCLE}M11 10.5h2V17h-2v-6.5ZM12 7a1.25 1.25 0 1 1 0 2.5A1.25 1.25 0 0 1 12 7Z`,
  confirm: `${CIRCLE}M12 6.8c2 0 3.4 1.2 3.4 3 0 1.3-.7 2-1.5 2.7-.7.6-.9.9-.9 1.6h-2c0-1.6.7-2.3 1.5-3 .6-.6.9-.8.9-1.3 0-.7-.5-1.1-1.4-1.1-.8 0-1.4.4-1.5 1.3H8.5c.1-2 1.5-3.2 3.5-3.2ZM12 15.2a1.25 1.25 0 1 1 0 2.5 1.25 1.25 0 0 1 0-2.5Z`,
  warn: "M12 3.2 22.5 21h-21L12 3.2Zm0 4L5 19h14L12 7.2ZM11 11h2v4h-2v-4Zm1 4.9a1.1 1.1 0 1 1 0 2.2 1.1 1.1 0 0 1 0-2.2Z",
  error: `${CIRCLE}M11 7h2v6.5h-2V7Zm1 7.7a1.25 1.25 0 1 1 0 2.5 1.25 1.25 0 0 1 0-2.5Z`,
};

/** What kind of message it is, for the eye; `label` says it for who does not see it. */
export function kindIcon(kind: DialogKind, label: string): TemplateResult {
  return svg`<svg class="kind ${kind}" viewBox="0 0 24 24" role="img" aria-label=${label}>
    <path fill-rule="evenodd" d=${PATHS[kind]}></path>
  </svg>`;
}
