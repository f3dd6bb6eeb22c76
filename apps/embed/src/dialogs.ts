/** A chunk of its own: only pages on which something is told or asked load it. */
export { pageDialogs } from "@ringline/elements";
