import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { extname, join, relative, sep } from "node:path";

const TYPES: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".webp": "image/webp",
  ".woff2": "font/woff2",
  ".webmanifest": "application/manifest+json",
};

const ENCODINGS = [
  { name: "br", ending: ".br" },
  { name: "gzip", ending: ".gz" },
] as const;

export interface BrowserFile {
  type: string;
  etag: string;
  /** The name holds a hash of the content: it never changes. */
  isImmutable: boolean;
  content: Uint8Array<ArrayBuffer>;
  /** The same, compressed when it was built. */
  encoded: readonly { encoding: string; content: Uint8Array<ArrayBuffer> }[];
}

/** What browsers load, by path below the files folder, e.g. `call/index.html`: read once, so that no path leads elsewhere. */
export type BrowserFiles = ReadonlyMap<string, BrowserFile>;

/** Reads a built files folder; files of unknown types are left out. */
export async function readBrowserFiles(folder: string): Promise<BrowserFiles> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((file) => join(file.parentPath, file.name));
  const all = new Set(paths);
  const served = paths.filter((path) => extname(path) in TYPES);
  const files = await Promise.all(served.map((path) => readBrowserFile(path, all)));
  return new Map(
    served.flatMap((path, index) => {
      const file = files[index];
      return file ? [[relative(folder, path).split(sep).join("/"), file] as const] : [];
    }),
  );
}

/** Reads one file, with what the build has compressed of it. */
export async function readBrowserFile(
  path: string,
  all: ReadonlySet<string>,
): Promise<BrowserFile> {
  const content = await readBytes(path);
  const compressed = ENCODINGS.filter(({ ending }) => all.has(path + ending));
  const encoded = compressed.map(async ({ name, ending }) => ({
    encoding: name,
    content: await readBytes(path + ending),
  }));
  return {
    type: TYPES[extname(path)] ?? "application/octet-stream",
    etag: createHash("sha256").update(content).digest("base64url").slice(0, 22),
    isImmutable: /-[A-Za-z0-9_-]{8}\.\w+$/.test(path),
    content,
    encoded: await Promise.all(encoded),
  };
}

async function readBytes(path: string): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await readFile(path));
}
