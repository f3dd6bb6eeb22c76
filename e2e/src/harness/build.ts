import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** Vitest's global setup: the browser files as the sources are now. */
export function setup(): void {
  const root = fileURLToPath(new URL("../../../", import.meta.url));
  const build = "import('./tools/build-stamp.mjs').then(({ buildWhenOld }) => buildWhenOld())";
  const { status } = spawnSync(process.execPath, ["-e", build], { cwd: root, stdio: "inherit" });
  if (status !== 0) throw new Error("the browser files could not be built");
}
