/** A chunk of its own: only calls in which a connector tells or asks something load it. */
export { pageDialogs } from "@ringline/elements";
