import { readFileSync } from "node:fs";

/** Of this package; the folder of its sources and that of what is built from them lie at the same depth. */
export const VERSION = String(
  JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")).version,
);
