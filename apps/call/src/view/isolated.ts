import type { TextPart } from "@ringline/elements";
import { html, type TemplateResult } from "lit";

/** A sentence with each value in a `<bdi>`, so that a name of the other direction does not turn it round. */
export function isolated(parts: readonly TextPart[]): TemplateResult {
  return html`${parts.map((part) => (part.isValue ? html`<bdi>${part.text}</bdi>` : part.text))}`;
}
