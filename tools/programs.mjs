// The programs beside Node that the tests use. On Debian, as root, missing ones are installed; else their names are said.
import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";

const POLICY = "/usr/sbin/policy-rc.d";

/** Program → Debian package. */
const PACKAGES = {
  chromium: "chromium",
  "firefox-esr": "firefox-esr",
  postgres: "postgresql",
  "redis-server": "redis-server",
  turnserver: "coturn",
};

/** Installs what is missing where that is possible; answers the programs that are still missing. */
export function installPrograms() {
  const missing = missingPrograms();
  if (missing.length > 0 && process.getuid?.() === 0 && findProgram("apt-get"))
    installDebianPackages(missing.map((name) => PACKAGES[name]));
  return missingPrograms();
}

/** What a person types to get these programs. */
export function howToInstall(programs) {
  const packages = programs.map((name) => PACKAGES[name]).join(" ");
  return `${programs.join(", ")} missing; on Debian or Ubuntu: sudo apt-get install ${packages}`;
}

/** The full path of a program, also where Debian keeps PostgreSQL's. */
export function findProgram(name) {
  const folders = [...(process.env.PATH ?? "").split(delimiter), ...postgresFolders(), "/usr/sbin"];
  return folders.map((folder) => join(folder, name)).find(isExecutable);
}

function missingPrograms() {
  return Object.keys(PACKAGES).filter((name) => !findProgram(name));
}

function postgresFolders() {
  const folder = "/usr/lib/postgresql";
  if (!existsSync(folder)) return [];
  const newestFirst = readdirSync(folder).sort((a, b) => Number(b) - Number(a));
  return newestFirst.map((version) => join(folder, version, "bin"));
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function installDebianPackages(packages) {
  console.error(`Installing ${packages.join(", ")} (apt-get) …`);
  withoutServices(() => {
    aptGet("update");
    aptGet("install", "-y", "--no-install-recommends", ...packages);
  });
}

function aptGet(...parameters) {
  const { status } = spawnSync("apt-get", ["-q", ...parameters], {
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
  });
  if (status !== 0) console.error(`apt-get ${parameters[0]} failed`);
}

/** Debian asks this file whether a freshly installed service may start: none may. Only where there is no such file. */
function withoutServices(run) {
  const isOurs = !existsSync(POLICY);
  if (isOurs) writeFileSync(POLICY, "#!/bin/sh\nexit 101\n", { mode: 0o755 });
  try {
    run();
  } finally {
    if (isOurs) rmSync(POLICY, { force: true });
  }
}
