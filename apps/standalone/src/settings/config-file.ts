import { readFileSync } from "node:fs";
import { z } from "zod";
import { CONFIG_ENV } from "./setting-table.ts";

const config = z.record(z.string(), z.unknown());

/** The configuration file's keys; `{}` without a file, and where it cannot be read, with the reason added to `errors`. */
export function readConfigFile(
  path: string | undefined,
  errors: string[],
): Record<string, unknown> {
  if (path === undefined) return {};
  try {
    const parsed = config.safeParse(JSON.parse(readFileSync(path, "utf8")));
    if (parsed.success) return parsed.data;
    errors.push(`${CONFIG_ENV}: the file must hold one JSON object. Example: {"port": 4600}`);
  } catch (error) {
    const why = error instanceof SyntaxError ? "is not JSON" : "cannot be read";
    errors.push(`${CONFIG_ENV}: the file ${why}. Example: ${CONFIG_ENV}=/etc/ringline.json`);
  }
  return {};
}
