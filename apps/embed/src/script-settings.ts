/** What the script tag says. */
export interface ScriptSettings {
  /** The call server: the origin that the script came from. */
  server: string;
  /** The folder of the script; later chunks lie below it. */
  folder: string;
  /** POST, same origin; answers `{ token }`. */
  tokenUrl: string;
  /** 0 to 1. */
  volume?: number;
}

/**
 * Reads the tag that loaded this script. Must run while the script runs: afterwards nobody knows which tag it was.
 * @throws {TypeError} in words for the site's developer, when the tag is not as it must be
 */
export function readScriptSettings(): ScriptSettings {
  const tag = document.currentScript;
  if (!(tag instanceof HTMLScriptElement)) {
    throw new TypeError("ringline.js is not a module");
  }
  const src = new URL(tag.src);
  const { tokenUrl, volume } = tag.dataset;
  const url = new URL(tokenUrl ?? "", document.baseURI);
  if (tokenUrl === undefined || url.origin !== location.origin) {
    throw new TypeError("ringline.js needs data-token-url, of the page's own origin");
  }
  return {
    server: src.origin,
    folder: new URL(".", src).href,
    tokenUrl: url.href,
    ...(volume !== undefined && { volume: Number(volume) }),
  };
}
