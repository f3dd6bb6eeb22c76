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
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { build } from "vite";
import { browserFiles, sourceHash, writeStamp } from "./build-stamp.mjs";
import { root } from "./packages.mjs";

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

function swap() {
  mkdirSync(join(root, "dist"), { recursive: true });
  const old = `${fresh}-old`;
  if (existsSync(browserFiles)) renameSync(browserFiles, old);
  renameSync(fresh, browserFiles);
  rmSync(old, { recursive: true, force: true });
}
