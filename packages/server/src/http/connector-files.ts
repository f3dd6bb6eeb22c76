import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { stripTypeScriptTypes } from "node:module";
import { basename, dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import type { BrowserHalf } from "@ringline/connector-spi/server";
import type { Logger } from "../logs/logger.ts";
import { type BrowserFile, type BrowserFiles, readBrowserFile } from "./browser-files.ts";

/** A connector that has a browser half. */
export interface ConnectorWithPage {
  id: string;
  browser: BrowserHalf;
}

/** What pages load of one connector. */
export interface ConnectorFiles {
  /** Changes with any of the files. */
  version: string;
  /** By path below `/connectors/<id>/`; the module itself is `browser.js`. */
  files: BrowserFiles;
}

const ENTRY = "browser.js";
const SERVED = /\.(js|ts|css|json|svg|png|webp|woff2)$/;
const NOT_SERVED = /\.d\.ts$|\.test\.\w+$|(^|[/\\])(test|testing|node_modules)[/\\]|(^|[/\\])\./;
/** A folder that holds more is not a browser half: somebody has named a wrong one. */
const MOST_FILES = 200;
const MOST_BYTES = 8 * 1_024 * 1_024;

/** Browser halves as the call server gives them out: each is read once, when it is first asked for. */
export class ConnectorPages {
  readonly #read = new WeakMap<BrowserHalf, Promise<ConnectorFiles | undefined>>();
  readonly #all: () => readonly ConnectorWithPage[];
  readonly #logger: Logger;

  constructor(all: () => readonly ConnectorWithPage[], logger: Logger) {
    this.#all = all;
    this.#logger = logger;
  }

  /** Nothing where there is no such connector, it has no browser half, or its files cannot be read. */
  async of(id: string): Promise<ConnectorFiles | undefined> {
    const connector = this.#all().find((one) => one.id === id);
    return connector && this.#filesOf(connector);
  }

  /** Address below our origin, and when pages load it; of those that can be read. */
  async addresses(): Promise<{ id: string; url: string; load: BrowserHalf["load"] }[]> {
    const all = this.#all().map(async (connector) => {
      const files = await this.#filesOf(connector);
      const { id, browser } = connector;
      const url = `/connectors/${id}/${ENTRY}?v=${files?.version}`;
      return files ? [{ id, url, load: browser.load }] : [];
    });
    return (await Promise.all(all)).flat();
  }

  #filesOf({ id, browser }: ConnectorWithPage): Promise<ConnectorFiles | undefined> {
    const known = this.#read.get(browser);
    if (known !== undefined) return known;
    const reading = readConnectorFiles(browser.module).catch((error: unknown) => {
      this.#logger.error({ connector: id, err: error }, "a browser half cannot be read");
      return undefined;
    });
    this.#read.set(browser, reading);
    return reading;
  }
}

/** @throws {Error} when the module is not there, or its folder holds too much */
async function readConnectorFiles(module: string): Promise<ConnectorFiles> {
  const entry = entryOf(fileURLToPath(module));
  const folder = dirname(entry);
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const all = new Set(
    entries.filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name)),
  );
  const served = [...all]
    .map((path) => relative(folder, path))
    .filter(isServed)
    .sort();
  if (!served.includes(basename(entry))) throw new Error(`${entry} is not there`);
  if (served.length > MOST_FILES) throw new Error(`${folder} holds ${served.length} files`);
  const files = new Map<string, BrowserFile>();
  const hash = createHash("sha256");
  let bytes = 0;
  for (const path of served) {
    const file = withoutTypes(path, await readBrowserFile(join(folder, path), all));
    bytes += file.content.length;
    if (bytes > MOST_BYTES) throw new Error(`${folder} holds more than ${MOST_BYTES} bytes`);
    hash.update(`${path}\0${file.etag}\0`);
    files.set(path.split(sep).join("/"), file);
    if (path === basename(entry)) files.set(ENTRY, file);
  }
  return { version: hash.digest("base64url").slice(0, 12), files };
}

/** A connector names the module as it is built; where it runs from its sources, that is the source. */
function entryOf(path: string): string {
  const source = path.replace(/\.js$/, ".ts");
  return existsSync(path) || !existsSync(source) ? path : source;
}

function isServed(path: string): boolean {
  return SERVED.test(path) && !NOT_SERVED.test(path);
}

/** A source runs as it is, less its types: Node does the same for the server half. */
function withoutTypes(path: string, file: BrowserFile): BrowserFile {
  if (!path.endsWith(".ts")) return file;
  const source = new TextDecoder().decode(file.content);
  const content = new TextEncoder().encode(stripTypeScriptTypes(source));
  return { ...file, content, type: "text/javascript; charset=utf-8" };
}
