import { readFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";

const PAGES = new Map([
  ["/", { file: "bare-host.html", type: "text/html" }],
  ["/call.html", { file: "bare-call.html", type: "text/html" }],
  ["/call.js", { file: "bare-call.js", type: "text/javascript" }],
]);

/** Answers with the bare pages: the reference for what a person waits for. */
export function serveBarePage(request: IncomingMessage, response: ServerResponse): void {
  const page = PAGES.get(new URL(request.url ?? "/", "http://bare").pathname);
  if (!page) {
    response.writeHead(404).end();
    return;
  }
  const body = readFileSync(new URL(`../pages/${page.file}`, import.meta.url));
  response.writeHead(200, { "content-type": `${page.type}; charset=utf-8` }).end(body);
}
