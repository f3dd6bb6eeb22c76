import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import { chunkNames } from "./build/chunk-names.ts";
import { inlineTables, smallerStyles, withoutCodeTable } from "./build/smaller.ts";

/**
 * The script is a classic one, so that `<script async>` without `type="module"` works and knows its own address. A classic
 * script has no static imports: what loads later is built beside it, and only its names are told to the script.
 */
export default defineConfig({
  resolve: { conditions: ["ringline-source", "browser", "module", "import", "default"] },
  // The client also runs where there is no page; this script does not.
  define: {
    "globalThis.document": "true",
    "globalThis.navigator": "navigator",
    "globalThis.addEventListener": "addEventListener",
  },
  plugins: [chunkNames(), withoutCodeTable(), inlineTables(), smallerStyles()],
  build: {
    target: "es2023",
    lib: {
      entry: fileURLToPath(new URL("src/ringline.ts", import.meta.url)),
      formats: ["iife"],
      name: "ringlineScript",
      fileName: () => "ringline.js",
    },
  },
});
