// `npm run bench`, also `-- --json` and `-- relay`: installs what is missing, builds, and measures. Says anything but figures
// on the error output, so that the other one is JSON. Runs on Node 20 with nothing installed.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { buildWhenOld } from "./build-stamp.mjs";
import { installPackages, node24, root } from "./packages.mjs";
import { findProgram, howToInstall, installPrograms } from "./programs.mjs";

installPackages();
const missing = installPrograms();
if (missing.length > 0) console.error(howToInstall(missing));
buildWhenOld();

const chromium = findProgram("chromium");
const { status } = spawnSync(
  node24(),
  ["--conditions=ringline-source", join(root, "bench/src/main.ts"), ...process.argv.slice(2)],
  {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, ...(chromium && { CHROMIUM: chromium }) },
  },
);
process.exit(status ?? 1);
