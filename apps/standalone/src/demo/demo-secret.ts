import { randomBytes } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const FILE = "demo-secret";

/** The demo's own secret: random, kept in the data folder, so that open pages come back after a restart. */
export function demoSecret(folder: string): string {
  const path = join(folder, FILE);
  try {
    return readFileSync(path, "utf8");
  } catch {
    const secret = randomBytes(32).toString("base64url");
    writeFileSync(path, secret, { mode: 0o600 });
    return secret;
  }
}
