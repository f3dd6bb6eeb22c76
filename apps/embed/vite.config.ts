import { fileURLToPath } from "node:url";
import { build, defineConfig, type Plugin, type ResolvedConfig } from "vite";

const CHUNKS = "virtual:ringline-chunks";
const LANGUAGES = ["de", "fr", "ar"];
const resolve = { conditions: ["ringline-source", "browser", "module", "import", "default"] };

/**
 * The script is a classic one, so that `<script async>` without `type="module"` works and knows its own address. A classic
 * script has no static imports: what loads later is built first, as modules, and their hashed names are told to the script.
 */
export default defineConfig({
  resolve,
  plugins: [chunkNames()],
  build: {
    target: "es2023",
    lib: {
      entry: source("ringline.ts"),
      formats: ["iife"],
      name: "ringlineScript",
      fileName: () => "ringline.js",
    },
    copyPublicDir: true,
  },
});

/** Builds the later chunks and offers their names, by entry, as a module. */
function chunkNames(): Plugin {
  let config: ResolvedConfig;
  return {
    name: "ringline-chunks",
    configResolved: (resolved) => {
      config = resolved;
    },
    resolveId: (id) => (id === CHUNKS ? `\0${CHUNKS}` : undefined),
    load: async (id) => {
      if (id !== `\0${CHUNKS}`) return undefined;
      return `export const chunks = ${JSON.stringify(await buildChunks(config))};`;
    },
  };
}

async function buildChunks({ build: { outDir }, logLevel }: ResolvedConfig) {
  const languages = LANGUAGES.map((name) => [name, source(`languages/${name}.ts`)]);
  const result = await build({
    configFile: false,
    root: fileURLToPath(new URL(".", import.meta.url)),
    resolve,
    logLevel,
    publicDir: false,
    build: {
      target: "es2023",
      outDir,
      emptyOutDir: false,
      rolldownOptions: {
        input: { layer: source("layer.ts"), ...Object.fromEntries(languages) },
        preserveEntrySignatures: "strict",
        output: {
          entryFileNames: "chunks/[name]-[hash].js",
          chunkFileNames: "chunks/[name]-[hash].js",
        },
      },
      modulePreload: false,
    },
  });
  const outputs = [result].flat().flatMap((one) => ("output" in one ? one.output : []));
  const entries = outputs.filter((file) => file.type === "chunk" && file.isEntry);
  return Object.fromEntries(entries.map(({ name, fileName }) => [name, fileName]));
}

function source(path: string): string {
  return fileURLToPath(new URL(`src/${path}`, import.meta.url));
}
