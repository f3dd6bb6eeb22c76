import type { WebConferencing } from "./web-conferencing.ts";

const AMD_NAME = "SHARED/webConferencing";

interface Define {
  (name: string, dependencies: readonly string[], factory: () => unknown): void;
  amd?: unknown;
}

/**
 * Puts the module where pages look for it: `eXo.webConferencing`, the global `webConferencing`, and AMD's
 * `SHARED/webConferencing`. One that is there already stays, so that a script that is loaded twice changes nothing.
 */
export function publish(make: () => WebConferencing): WebConferencing {
  const page = globalThis as unknown as {
    eXo?: { webConferencing?: WebConferencing };
    webConferencing?: WebConferencing;
    define?: Define;
  };
  page.eXo ??= {};
  const module = page.eXo.webConferencing ?? make();
  page.eXo.webConferencing = module;
  page.webConferencing = module;
  if (typeof page.define === "function" && page.define.amd) {
    page.define(AMD_NAME, [], () => module);
  }
  return module;
}
