// `npm run build`: the browser files, compressed, within their size. Node 24.
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { build } from "vite";
import { browserFiles, sourceHash, writeStamp } from "./build-stamp.mjs";
import { root } from "./packages.mjs";

/** Bytes of brotli that a page loads before anything is pressed. */
const SCRIPT_BUDGET = 12_000;
const COMPRESSED = /[.](js|css|html|svg|json|webmanifest)$/;

const APPS = [
  { name: "embed", folder: "" },
  { name: "call", folder: "call" },
];

const hash = sourceHash();
// Built beside and swapped in: a running server never meets a half-built folder.
const fresh = `${browserFiles}-${process.pid}`;
try {
  for (const app of APPS) await buildApp(app);
  compress(fresh);
  checkBudget(join(fresh, "ringline.js"));
  writeStamp(fresh, hash);
  swap();
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

/** The first load is one file: what it imports statically would be loaded too, uncounted. */
function checkBudget(path) {
  const text = readFileSync(path, "utf8");
  const size = readFileSync(`${path}.br`).length;
  console.log(`ringline.js: ${size} of ${SCRIPT_BUDGET} bytes (brotli)`);
  if (/^\s*import\s*["'{*\w]/m.test(text))
    throw new Error(
      "ringline.js imports another file at once; only import() is within the budget.",
    );
  if (size > SCRIPT_BUDGET)
    throw new Error(`ringline.js is ${size - SCRIPT_BUDGET} bytes over its budget (brotli).`);
}

function swap() {
  mkdirSync(join(root, "dist"), { recursive: true });
  const old = `${fresh}-old`;
  if (existsSync(browserFiles)) renameSync(browserFiles, old);
  renameSync(fresh, browserFiles);
  rmSync(old, { recursive: true, force: true });
}
