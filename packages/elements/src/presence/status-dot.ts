import type { PresenceStatus } from "@ringline/protocol";

/** A dot that shows a status to the eye; the words stand elsewhere. */
export function createStatusDot(): HTMLElement {
  const dot = document.createElement("span");
  dot.className = "dot";
  dot.setAttribute("part", "dot");
  dot.setAttribute("aria-hidden", "true");
  return dot;
}

export function showStatus(dot: HTMLElement, status: PresenceStatus | undefined): void {
  if (status === undefined) delete dot.dataset.status;
  else dot.dataset.status = status;
}
