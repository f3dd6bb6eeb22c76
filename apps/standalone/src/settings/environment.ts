import { readFileSync } from "node:fs";
import { CONFIG_ENV } from "./setting-table.ts";

export type Environment = Readonly<Record<string, string | undefined>>;

interface Variable {
  variable: string;
  /** Without `_FILE`. */
  bare: string;
  value: string;
}

const FILE = "_FILE";

/** Our variables with their values, those of `…_FILE` read from the file that they name. */
export function readEnvironment(env: Environment, errors: string[]): Variable[] {
  return Object.entries(env).flatMap(([variable, raw]) => {
    if (raw === undefined || !isOurs(variable)) return [];
    if (!variable.endsWith(FILE)) return [{ variable, bare: variable, value: raw }];
    const bare = variable.slice(0, -FILE.length);
    if (env[bare] !== undefined)
      errors.push(`${variable}: must not be set together with ${bare}. Example: leave one out`);
    const value = readValue(variable, raw, errors);
    return value === undefined ? [] : [{ variable, bare, value }];
  });
}

/** `PORT` is everybody's; all others carry our name. What tests tell each other is not a setting. */
function isOurs(variable: string): boolean {
  if (variable === CONFIG_ENV || variable.startsWith("RINGLINE_TEST_")) return false;
  return variable.startsWith("RINGLINE_") || variable === "PORT" || variable === `PORT${FILE}`;
}

/** Editors end a file with a line break that belongs to no secret. */
function readValue(variable: string, path: string, errors: string[]): string | undefined {
  try {
    return readFileSync(path, "utf8").replace(/\r?\n$/, "");
  } catch {
    errors.push(`${variable}: the file cannot be read. Example: ${variable}=/run/secrets/ringline`);
    return undefined;
  }
}
