import { fileURLToPath } from "node:url";
import { build, type Plugin, type ResolvedConfig } from "vite";

const MODULE = "virtual:ringline-chunks";
const LANGUAGES = ["de", "fr", "ar"];
/** Loaded by the client when somebody opens a channel. */
const CHANNEL = "channel/page-channel.ts";
const FILES = "chunks/[name]-[hash:6].js";

/** Builds what is loaded later, as modules, and offers the hashed file names, by entry, as a module. */
export function chunkNames(): Plugin {
  let config: ResolvedConfig;
  let built: ReturnType<typeof buildChunks> | undefined;
  const names = () => {
    built ??= buildChunks(config);
    return built;
  };
  return {
    name: "ringline-chunks",
    enforce: "pre",
    configResolved: (resolved) => {
      config = resolved;
    },
    resolveId: (id) => (id === MODULE ? `\0${MODULE}` : undefined),
    // A classic script of another origin has no address of its own that import() could begin at.
    transform: {
      filter: { id: /client\/src\/page-client\.ts$/ },
      handler: async (code) => {
        const here = `import("./${CHANNEL}")`;
        if (!code.includes(here)) throw new Error("page-client.ts loads its channel otherwise now");
        const there = `import(/* @vite-ignore */ this.server + "/${(await names()).channel}")`;
        return { code: code.replace(here, there), map: null };
      },
    },
    load: async (id) => {
      if (id !== `\0${MODULE}`) return undefined;
      return `export const chunks = ${JSON.stringify(await names())};`;
    },
  };
}

async function buildChunks({ root, build: { outDir, write }, resolve, logLevel }: ResolvedConfig) {
  const languages = LANGUAGES.map((name) => [name, source(`languages/${name}.ts`)]);
  const result = await build({
    configFile: false,
    root,
    resolve: { conditions: resolve.conditions },
    logLevel,
    publicDir: false,
    build: {
      target: "es2023",
      outDir,
      write,
      emptyOutDir: false,
      modulePreload: false,
      rolldownOptions: {
        input: {
          layer: source("layer.ts"),
          channel: client(CHANNEL),
          ...Object.fromEntries(languages),
        },
        preserveEntrySignatures: "strict",
        output: { entryFileNames: FILES, chunkFileNames: FILES },
      },
    },
  });
  const outputs = [result].flat().flatMap((one) => ("output" in one ? one.output : []));
  const entries = outputs.filter((file) => file.type === "chunk" && file.isEntry);
  return Object.fromEntries(entries.map(({ name, fileName }) => [name, fileName]));
}

function source(path: string): string {
  return fileURLToPath(new URL(`../src/${path}`, import.meta.url));
}

function client(path: string): string {
  return fileURLToPath(new URL(`../../../packages/client/src/${path}`, import.meta.url));
}
