import type { PageFailure } from "@ringline/protocol";
import { cleanLine } from "../logs/clean-line.ts";
import type { NewLogLine } from "../store/store.ts";
import { REASON_BYTES } from "./fence.ts";

/**
 * Of each connector, the newest fault of its browser half that a page told this process of. It is read from the pages' own log:
 * an error with a reference, under the connector's name, with `connector-failed` and its reason among the details; the prefix is the step.
 */
export class PageFaults {
  readonly #isThere: (connector: string) => boolean;
  readonly #newest = new Map<string, PageFailure>();

  /** Under names that no connector has, anybody may write anything. */
  constructor(isThere: (connector: string) => boolean) {
    this.#isThere = isThere;
  }

  /** Looks at a line that was kept; those that tell of no fault change nothing. */
  note({ at, level, message, person, prefix, provider, reference, details }: NewLogLine): void {
    const { code, detail } = partsOf(details);
    if (level !== "error" || code !== "connector-failed") return;
    if (provider === undefined || person === undefined || reference === undefined) return;
    if (!this.#isThere(provider)) return;
    this.#newest.set(provider, {
      at: new Date(at).toISOString(),
      step: prefix || "page",
      code,
      reason: cleanLine(typeof detail === "string" ? detail : message, REASON_BYTES),
      reference,
      person,
    });
  }

  of(connector: string): PageFailure | undefined {
    return this.#newest.get(connector);
  }
}

function partsOf(details: unknown): { code?: unknown; detail?: unknown } {
  return typeof details === "object" && details !== null ? details : {};
}
