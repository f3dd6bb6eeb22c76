import { readFileSync } from "node:fs";

const TYPES = { css: "text/css", js: "text/javascript", svg: "image/svg+xml" } as const;
/** The style sheets, in the order of the cascade. */
export const STYLES = ["site.css", "frame.css", "people.css", "pages.css", "chat.css"];
const SCRIPTS = ["portal.js", "user-cards.js", "chat.js", "mini-chat.js"];
const PICTURES = ["icon.svg", "hills.svg"];

/** A file that pages load: its text, and its type for the browser. */
export interface Asset {
  text: string;
  type: string;
}

/** All files that pages load, by name; nothing else of the disk can be asked for. */
export function readAssets(): ReadonlyMap<string, Asset> {
  return new Map([...STYLES, ...SCRIPTS, ...PICTURES].map((name) => [name, readAsset(name)]));
}

function readAsset(name: string): Asset {
  const ending = name.slice(name.lastIndexOf(".") + 1) as keyof typeof TYPES;
  const text = readFileSync(new URL(`../assets/${name}`, import.meta.url), "utf8");
  return { text, type: `${TYPES[ending]}; charset=utf-8` };
}
