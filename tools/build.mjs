// The first half of `npm run build`: the browser files, compressed. Node 24.
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { build } from "vite";
import { browserFiles, bundledConnectors, sourceHash, writeStamp } from "./build-stamp.mjs";
import { root } from "./packages.mjs";

const COMPRESSED = /[.](js|css|html|svg|json|webmanifest)$/;

const APPS = [
  { name: "embed", folder: "" },
  { name: "call", folder: "call" },
  { name: "admin", folder: "admin" },
];

/** Classic scripts for pages of the older API, beside ringline.js. */
const SCRIPTS = [
  { folder: "compat/exo-webconferencing", name: "ringlineExo", file: "exo-webconferencing.js" },
  { folder: "compat/cometd", name: "ringlineCometd", file: "exo-cometd.js" },
];

const hash = sourceHash();
// Built beside and swapped in: a running server never meets a half-built folder.
const fresh = `${browserFiles}-${process.pid}`;
try {
  for (const app of APPS) await buildApp(app);
  for (const script of SCRIPTS) await buildScript(script);
  compress(fresh);
  writeStamp(fresh, hash);
  for (const connector of bundledConnectors()) await bundle(connector);
  swap(fresh, browserFiles);
} finally {
  rmSync(fresh, { recursive: true, force: true });
}

async function buildApp({ name, folder }) {
  const app = join(root, "apps", name);
  await build({
    root: app,
    configFile: join(app, "vite.config.ts"),
    logLevel: "warn",
    build: { outDir: join(fresh, folder), emptyOutDir: false },
  });
}

async function buildScript({ folder, name, file }) {
  const home = join(root, folder);
  await build({
    root: home,
    configFile: false,
    logLevel: "warn",
    resolve: { conditions: ["ringline-source", "module", "browser", "default"] },
    build: {
      outDir: fresh,
      emptyOutDir: false,
      target: "es2023",
      lib: {
        entry: join(home, "src/browser/script.ts"),
        formats: ["iife"],
        name,
        fileName: () => file,
      },
    },
  });
}

/** One file, so that a page asks once. */
async function bundle({ name, entry, bundle: target }) {
  const made = `${target}-${process.pid}`;
  try {
    await build({
      root: join(root, "connectors", name),
      configFile: false,
      logLevel: "warn",
      resolve: { conditions: ["ringline-source", "module", "browser", "default"] },
      build: {
        outDir: made,
        target: "es2023",
        lib: { entry, formats: ["es"], fileName: () => "browser.js" },
      },
    });
    compress(made);
    swap(made, target);
  } finally {
    rmSync(made, { recursive: true, force: true });
  }
}

function compress(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile() || !COMPRESSED.test(entry.name)) continue;
    const path = join(entry.parentPath, entry.name);
    const content = readFileSync(path);
    writeFileSync(`${path}.br`, brotli(content));
    writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }));
  }
}

function brotli(content) {
  return brotliCompressSync(content, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
    },
  });
}

function swap(made, place) {
  mkdirSync(dirname(place), { recursive: true });
  const old = `${made}-old`;
  if (existsSync(place)) renameSync(place, old);
  renameSync(made, place);
  rmSync(old, { recursive: true, force: true });
}
