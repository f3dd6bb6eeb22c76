import { fileURLToPath } from "node:url";
import { build, type Rolldown } from "vite";

/** A script for a page, as one classic script. `path` is from this folder. */
export async function bundle(path: string): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: "error",
    resolve: { conditions: ["ringline-source", "browser", "module", "default"] },
    build: {
      write: false,
      target: "esnext",
      lib: { entry: fileURLToPath(new URL(path, import.meta.url)), formats: ["iife"], name: "_" },
    },
  });
  const [{ output }] = built as [Rolldown.RolldownOutput];
  return output[0].code;
}
