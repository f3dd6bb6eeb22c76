// Keeps the public API visible in reviews: the emitted declarations of the public packages stand in api/*.d.ts.
//   node tools/check-api.mjs          fails when they differ
//   node tools/check-api.mjs --write  writes them anew
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const PACKAGES = ["protocol", "connector-spi", "client", "elements", "host"];
const root = join(import.meta.dirname, "..");

/** All declarations of one package, by path, without what only debuggers read. */
function declarations(name) {
  const dist = join(root, "packages", name, "dist");
  const files = globSync("**/*.d.ts", { cwd: dist }).sort();
  // The compiler leaves behind what it wrote of files that are gone.
  const isThere = (file) =>
    existsSync(join(root, "packages", name, "src", file.replace(/\.d\.ts$/, ".ts")));
  const isPublic = (file) => !/(^|\/)testing\/|\.test\.d\.ts$/.test(file) && isThere(file);
  const text = (file) =>
    readFileSync(join(dist, file), "utf8").replace(/^\/\/# sourceMappingURL.*\n?/m, "");
  return files
    .filter(isPublic)
    .map((file) => `// ${file}\n${text(file)}`)
    .join("\n");
}

function kept(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

mkdirSync(join(root, "api"), { recursive: true });
const changed = PACKAGES.filter((name) => {
  const file = join(root, "api", `${name}.d.ts`);
  const now = declarations(name);
  if (kept(file) === now) return false;
  if (process.argv.includes("--write")) writeFileSync(file, now);
  return true;
});

if (changed.length > 0 && !process.argv.includes("--write")) {
  console.error(`The public API of ${changed.join(", ")} changed: look at it, then run`);
  console.error("  npm run types && node tools/check-api.mjs --write");
  process.exit(1);
}
console.log(`public API: ${PACKAGES.length} packages as in api/`);
