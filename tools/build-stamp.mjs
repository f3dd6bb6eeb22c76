// Says whether dist/browser is what the sources would give, by a hash of all that goes in.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { node24, root } from "./packages.mjs";

export const browserFiles = join(root, "dist/browser");

/** All that the browser files are made of. A connector's server half is in it too: harmless, and one rule less. */
const SOURCES = [
  "package-lock.json",
  "tools/build.mjs",
  "packages/protocol/src",
  "packages/connector-spi/src",
  "packages/client/src",
  "packages/elements/src",
  "connectors",
  "compat",
  "apps/embed",
  "apps/call",
  "apps/admin",
];
const IGNORED = new Set(["node_modules", "dist"]);

/** The connectors whose browser half is bundled: it stands in their own `dist/bundle`, as it does in what npm gets. */
export function bundledConnectors() {
  const folder = join(root, "connectors");
  return readdirSync(folder)
    .filter((name) => existsSync(join(folder, name, "src/browser/index.ts")))
    .map((name) => ({
      name,
      entry: join(folder, name, "src/browser/index.ts"),
      bundle: join(folder, name, "dist/bundle"),
    }));
}

/** Builds the browser files when a source changed since the last time. */
export function buildWhenOld() {
  const isWhole = bundledConnectors().every(({ bundle }) => existsSync(join(bundle, "browser.js")));
  if (isWhole && kept(join(browserFiles, ".stamp")) === sourceHash()) return;
  console.error("Building the browser files …");
  const { status } = spawnSync(node24(), [join(root, "tools/build.mjs")], {
    cwd: root,
    stdio: ["ignore", 2, 2],
  });
  if (status !== 0) process.exit(status ?? 1);
}

/** Marks a build; `hash` was taken before the build began. */
export function writeStamp(folder, hash) {
  writeFileSync(join(folder, ".stamp"), hash);
}

/** SHA-256 over the paths and contents of all sources. */
export function sourceHash() {
  const hash = createHash("sha256");
  for (const path of SOURCES.flatMap((source) => filesIn(source)))
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(root, path)))
      .update("\0");
  return hash.digest("hex");
}

function filesIn(path) {
  if (!existsSync(join(root, path))) return [];
  if (path.endsWith(".json") || path.endsWith(".mjs")) return [path];
  return readdirSync(join(root, path), { withFileTypes: true })
    .filter((entry) => !IGNORED.has(entry.name) && !entry.name.includes(".test."))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const inner = `${path}/${entry.name}`;
      return entry.isDirectory() ? filesIn(inner) : [inner];
    });
}

function kept(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
