// `npm run layers`: the imports of all our code against .dependency-cruiser.mjs.
import { spawnSync } from "node:child_process";
import { existsSync, globSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "./packages.mjs";

const FOLDERS = ["packages", "connectors", "compat", "apps", "demo", "testing", "e2e", "bench"];

/** Cruises the code below `base`; answers the violations as `{ rule, from, to }` and the files that were not looked at. */
export function cruise(base) {
  const folders = FOLDERS.filter((folder) => existsSync(join(base, folder)));
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [
      join(root, "node_modules/dependency-cruiser/bin/dependency-cruise.mjs"),
      ...["--config", join(root, ".dependency-cruiser.mjs"), "--output-type", "json", ...folders],
    ],
    { cwd: base, encoding: "utf8", maxBuffer: 256 * 1024 * 1024 },
  );
  if (!stdout.startsWith("{")) throw new Error(`dependency-cruiser failed: ${stderr}`);
  const { modules, summary } = JSON.parse(stdout);
  const seen = new Set(modules.map(({ source }) => source));
  return {
    count: seen.size,
    violations: summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to })),
    // A cruise that meets no module is green by itself: each source file must have been met.
    unseen: sourceFiles(base, folders).filter((path) => !seen.has(path)),
  };
}

function sourceFiles(base, folders) {
  const patterns = folders.map((folder) => `${folder}/**/*.ts`);
  const exclude = ["**/node_modules/**", "**/dist/**"];
  return globSync(patterns, { cwd: base, exclude }).map((path) => path.replaceAll("\\", "/"));
}

function main() {
  const { count, violations, unseen } = cruise(root);
  for (const { rule, from, to } of violations) console.error(`${rule}: ${from} → ${to}`);
  for (const path of unseen) console.error(`not looked at: ${path}`);
  console.log(
    `layers: ${count} modules, ${violations.length} violations, ${unseen.length} not looked at`,
  );
  process.exit(violations.length + unseen.length === 0 ? 0 : 1);
}

if (pathToFileURL(process.argv[1] ?? "").href === import.meta.url) main();
