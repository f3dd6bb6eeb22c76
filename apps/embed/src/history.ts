/** A chunk of its own: only pages that show calls load it. */
export { defineHistoryElements } from "@ringline/elements";
