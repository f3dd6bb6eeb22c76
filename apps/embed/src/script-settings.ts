/** What the script tag says. */
export interface ScriptSettings {
  /** The call server: the origin that the script came from. */
  server: string;
  /** The folder of the script; later chunks lie below it. */
  folder: string;
  /** POST, same origin; answers `{ token }`. */
  tokenUrl: string;
  /** 0 to 1. */
  volume: number | undefined;
}

/**
 * Reads the tag that loaded this script. Must run while the script runs: afterwards nobody knows which tag it was.
 * @throws {TypeError} in words for the site's developer, when the tag is not as it must be
 */
export function readScriptSettings(): ScriptSettings {
  const tag = document.currentScript;
  if (!(tag instanceof HTMLScriptElement)) {
    throw new TypeError('Ringline: add ringline.js by <script src="…" async>, not as a module.');
  }
  const src = new URL(tag.src);
  const { tokenUrl, volume } = tag.dataset;
  if (tokenUrl === undefined) {
    throw new TypeError(
      "Ringline: the script tag needs data-token-url, the site's own address for tokens.",
    );
  }
  const url = new URL(tokenUrl, document.baseURI);
  if (url.origin !== location.origin) {
    throw new TypeError("Ringline: data-token-url must be of the page's own origin.");
  }
  return {
    server: src.origin,
    folder: new URL(".", src).href,
    tokenUrl: url.href,
    volume: volume === undefined ? undefined : Number(volume),
  };
}
