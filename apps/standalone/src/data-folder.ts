import { accessSync, constants, mkdirSync } from "node:fs";

/** Makes the data folder where it is missing, for this user only; answers whether it can be written to. */
export function prepareDataFolder(folder: string): boolean {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
