// `npm run check`: everything that is checked without running the product. Each is a script of its own in package.json.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { root, runNpm } from "./packages.mjs";

/** In the order of what a change most likely breaks; `packages` and `api` read what `types` writes. */
export const CHECKS = [
  ...["lint", "types", "layers", "unused", "spec", "licences", "docs", "packages", "api"],
];

/** Runs checks, also after one has failed; answers the names of those that did. */
export function runChecks(names = CHECKS) {
  return names.filter((name) => {
    const started = performance.now();
    const { status, stdout, stderr } = runNpm(["run", "--silent", name], {
      stdio: ["ignore", "pipe", "pipe"],
      encoding: "utf8",
      maxBuffer: 64 * 1024 * 1024,
    });
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    console.log(`${status === 0 ? "ok    " : "FAILED"}  ${name}  (${seconds} s)`);
    if (status !== 0) console.log(`${stdout}${stderr}`.trimEnd());
    return status !== 0;
  });
}

const isMain = pathToFileURL(process.argv[1] ?? "").href === import.meta.url;
if (isMain)
  process.exit(existsSync(join(root, "node_modules")) && runChecks().length === 0 ? 0 : 1);
