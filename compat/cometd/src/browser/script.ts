import { fetchToken } from "@ringline/client";
import { PortalCometD } from "./portal-cometd.ts";

const AMD_NAME = "SHARED/commons-cometd3";

interface Define {
  (name: string, dependencies: readonly string[], factory: () => unknown): void;
  amd?: unknown;
}

const page = globalThis as unknown as { cCometD?: PortalCometD; define?: Define };

/** Where the script came from, there the sessions are, and `data-token-url` gives the tokens, unless the page says otherwise. */
function make(): PortalCometD {
  const cometd = new PortalCometD();
  const tag = document.currentScript;
  if (!(tag instanceof HTMLScriptElement)) return cometd;
  const { tokenUrl } = tag.dataset;
  cometd.configure({
    url: new URL("/cometd", tag.src).href,
    ...(tokenUrl !== undefined && { getToken: () => fetchToken(tokenUrl) }),
  });
  return cometd;
}

// One for all scripts of a page; the one that is there stays.
page.cCometD ??= make();
const { cCometD, define } = page;
if (typeof define === "function" && define.amd) define(AMD_NAME, [], () => cCometD);
