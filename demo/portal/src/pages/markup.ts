import { html } from "hono/html";

/** A piece of a page. `html` escapes whatever is put into it, but other pieces. */
export type Markup = ReturnType<typeof html>;

export const NOTHING: Markup = html``;
