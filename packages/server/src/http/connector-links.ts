import { createHash } from "node:crypto";
import type { BrowserFile } from "./browser-files.ts";

interface Address {
  id: string;
  url: string;
  load: "page" | "use";
}

/** The links stand before the page's own script, which may run before the rest of the page has come. */
const SCRIPT_OR_END = /(?=<script|<\/head>)/;

/**
 * The call page with a link to each connector's module: the page finds the address there, and the browser loads those of load
 * policy `page` beside the page's own script, before that has said a word.
 */
export function withConnectors(page: BrowserFile, addresses: readonly Address[]): BrowserFile {
  const links = addresses.map(
    ({ id, url, load }) =>
      `<link rel="${load === "page" ? "modulepreload" : "ringline-connector"}" data-connector="${id}" href="${url}">`,
  );
  const html = new TextDecoder().decode(page.content).replace(SCRIPT_OR_END, links.join(""));
  const content = new TextEncoder().encode(html);
  const etag = createHash("sha256").update(content).digest("base64url").slice(0, 22);
  // Small, and other than what the build has compressed.
  return { ...page, content, etag, encoded: [], isImmutable: false };
}
