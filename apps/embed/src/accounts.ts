/** A chunk of its own: only pages that let people edit their accounts load it. */
export { defineAccountElements } from "@ringline/elements";
