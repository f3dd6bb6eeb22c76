// `npm run size`: what a page loads before anything is pressed is small, and is one file.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { browserFiles } from "./build-stamp.mjs";

/** Bytes of brotli. */
const BUDGET = 12_000;

/** What is wrong with the script: its text, and its size in bytes of brotli. */
export function problemsOf(text, size) {
  // Only import() is loaded later; a static import would be loaded too, uncounted.
  const imports = /^\s*import\s*["'{*\w]/m.test(text) ? ["ringline.js imports another file"] : [];
  const excess = size - BUDGET;
  return excess > 0 ? [...imports, `ringline.js is ${excess} bytes over its budget`] : imports;
}

function main() {
  const script = join(browserFiles, "ringline.js");
  const size = readFileSync(`${script}.br`).length;
  const problems = problemsOf(readFileSync(script, "utf8"), size);
  for (const problem of problems) console.error(problem);
  console.log(`ringline.js: ${size} of ${BUDGET} bytes (brotli)`);
  for (const name of ["exo-webconferencing.js", "exo-cometd.js"]) {
    const bytes = readFileSync(join(browserFiles, `${name}.br`)).length;
    console.log(`${name}, for pages of the older API: ${bytes} bytes (brotli)`);
  }
  process.exit(problems.length === 0 ? 0 : 1);
}

if (pathToFileURL(process.argv[1] ?? "").href === import.meta.url) main();
