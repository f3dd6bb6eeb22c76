// `npm run packages`: what `npm publish` would send. Run after `npm run types`, which writes the dist folders.
import { globSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { pathToFileURL } from "node:url";
import { root, runNpm } from "./packages.mjs";

const FORBIDDEN = /[.]test[.]|(^|\/)(test|testing)\/|[.]tsbuildinfo$|[.]env|[.]ts$(?<![.]d[.]ts)/;
/** Packages that a server loads: each entry must load in plain Node, as a site would use it. */
const ON_SERVERS = new Set(["@ringline/protocol", "@ringline/host", "@ringline/server"]);

/** What is wrong with a package: its manifest, and the paths that would be sent. */
export function problemsOf(manifest, paths) {
  const sent = new Set(paths);
  const strays = paths.filter((path) => FORBIDDEN.test(path));
  const missing = targetsOf(manifest).filter((target) => !sent.has(target));
  return [
    ...strays.map((path) => `${manifest.name}: ${path} should not be sent`),
    ...missing.map((path) => `${manifest.name}: ${path} is exported, and not sent`),
  ];
}

function targetsOf({ exports }) {
  return Object.values(exports)
    .flatMap((entry) => [entry.types, entry.default])
    .map((path) => posix.normalize(path));
}

async function loadProblems({ name, exports }) {
  if (!ON_SERVERS.has(name)) return [];
  const entries = Object.keys(exports).map((path) => posix.join(name, path));
  const results = await Promise.allSettled(entries.map((entry) => import(entry)));
  return results.flatMap(({ reason }, index) =>
    reason ? [`${entries[index]} does not load: ${reason.message}`] : [],
  );
}

async function main() {
  const folders = globSync("{packages,connectors,compat}/*/package.json", { cwd: root });
  const problems = [];
  for (const path of folders) {
    const manifest = JSON.parse(readFileSync(join(root, path), "utf8"));
    const packed = runNpm(["pack", "--dry-run", "--json", "-w", manifest.name], {
      stdio: ["ignore", "pipe", "ignore"],
      encoding: "utf8",
    });
    const [{ files }] = JSON.parse(packed.stdout);
    const paths = files.map((file) => file.path);
    problems.push(...problemsOf(manifest, paths), ...(await loadProblems(manifest)));
  }
  for (const problem of problems) console.error(problem);
  console.log(`packages: ${folders.length}, ${problems.length} problems`);
  process.exit(problems.length === 0 ? 0 : 1);
}

if (pathToFileURL(process.argv[1] ?? "").href === import.meta.url) await main();
