import { html, type TemplateResult } from "lit";
import type { TextPart } from "../localise.ts";

/** Words with each value in a `<bdi>`, so that a name of the other direction does not turn the sentence round. */
export function isolated(
  parts: readonly TextPart[],
  draw: (value: string) => unknown = (value) => value,
): TemplateResult {
  return html`${parts.map((part) => (part.isValue ? html`<bdi>${draw(part.text)}</bdi>` : part.text))}`;
}
