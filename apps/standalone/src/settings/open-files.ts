import { statSync } from "node:fs";
import type { Environment } from "./environment.ts";
import { CONFIG_ENV } from "./setting-table.ts";

const OTHERS = 0o007;

/**
 * The variables whose file every user of this machine may read. Only a warning: containers hand out secrets that way, and
 * there is nobody else in them.
 */
export function openFiles(env: Environment): string[] {
  return Object.entries(env)
    .filter(([name]) => name === CONFIG_ENV || /^RINGLINE_\w+_FILE$/.test(name))
    .filter(([, path]) => path !== undefined && isOpen(path))
    .map(([name]) => name);
}

function isOpen(path: string): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  return found !== undefined && (found.mode & OTHERS) !== 0;
}
