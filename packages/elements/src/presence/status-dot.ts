import type { PresenceStatus } from "@ringline/protocol";
import { createPart } from "../create-part.ts";

/** A dot that shows a status to the eye; the words stand elsewhere. */
export function createStatusDot(): HTMLElement {
  const dot = createPart("dot");
  dot.ariaHidden = "true";
  return dot;
}

export function showStatus(dot: HTMLElement, status: PresenceStatus | undefined): void {
  if (status === undefined) delete dot.dataset.status;
  else dot.dataset.status = status;
}
