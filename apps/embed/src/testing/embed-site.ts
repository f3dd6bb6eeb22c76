import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import {
  createServer,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type Server,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { webrtc } from "@ringline/connector-webrtc/server";
import { signToken } from "@ringline/host";
import { type CallServer, createServer as createCallServer } from "@ringline/server";
import { launchChromium } from "@ringline/testing";
import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { build } from "vite";

const SECRET = "a secret of these tests, longer than 32 bytes";
const APP = fileURLToPath(new URL("../..", import.meta.url));
const SILENT = { debug() {}, info() {}, warn() {}, error() {} };

export interface SitePage {
  /** Signed in on the site; absent: nobody is. */
  as?: string;
  body?: string;
  lang?: string;
  headers?: OutgoingHttpHeaders;
  /** The script tag's attributes; default: as `docs/embed.md` says. */
  tag?: string;
  context?: BrowserContextOptions;
  /** Before the page is there. */
  prepare?(page: Page): Promise<void>;
}

/** A site of somebody else with our script on it, and a real call server on another origin. */
export class EmbedSite {
  /** Built files, as they are served. */
  readonly files: string;
  /** Status with which the token URL answers while nobody is signed in. */
  refusal: { status: number; headers?: OutgoingHttpHeaders } = { status: 401 };
  /** Every request of every page: method and URL. */
  readonly requests: string[] = [];
  tokenRequests = 0;
  #signedIn = new Map<string, string>();
  #callServer: CallServer | undefined;
  #callServerUrl = "";
  readonly #browser: Browser;
  readonly #site: Server;
  readonly #pages = new Map<string, { html: string; headers: OutgoingHttpHeaders }>();
  readonly #contexts = new Set<BrowserContext>();

  private constructor(parts: { browser: Browser; files: string }) {
    this.#browser = parts.browser;
    this.files = parts.files;
    this.#site = createServer((request, response) => void this.#answer(request, response));
  }

  static async start(): Promise<EmbedSite> {
    const files = await mkdtemp(join(tmpdir(), "ringline-embed-"));
    await build({
      root: APP,
      configFile: join(APP, "vite.config.ts"),
      logLevel: "error",
      build: { outDir: files },
    });
    const browser = await launchChromium();
    const site = new EmbedSite({ browser, files });
    await once(site.#site.listen(0, "127.0.0.1"), "listening");
    await site.#startCallServer();
    return site;
  }

  get origin(): string {
    return `http://localhost:${(this.#site.address() as AddressInfo).port}`;
  }

  get callServer(): string {
    return this.#callServerUrl;
  }

  /** Opens a page of the site. */
  async open({
    as,
    body = "",
    lang = "en",
    headers = {},
    tag,
    context: options,
    prepare,
  }: SitePage = {}): Promise<Page> {
    const path = `/${this.#pages.size}`;
    if (as) this.signIn(path, as);
    const attributes = tag ?? `data-token-url="/my-token?page=${path}"`;
    const script = `<script src="${this.callServer}/ringline.js" ${attributes} async></script>`;
    const html = `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><title>Club</title>${script}</head>
      <body><h1>Members</h1>${body}</body></html>`;
    this.#pages.set(path, { html, headers });
    const context = await this.#browser.newContext(options);
    this.#contexts.add(context);
    const page = await context.newPage();
    page.on("request", (request) => this.requests.push(`${request.method()} ${request.url()}`));
    await prepare?.(page);
    await page.goto(this.origin + path);
    return page;
  }

  /** From now on that page's token URL answers with this person's token. */
  signIn(path: string, person: string): void {
    this.#signedIn.set(path, person);
  }

  /** From now on nobody is signed in there. */
  signOut(path: string): void {
    this.#signedIn.delete(path);
  }

  async reset(): Promise<void> {
    for (const context of this.#contexts) await context.close();
    this.#contexts.clear();
    this.#signedIn = new Map();
    this.requests.length = 0;
    this.tokenRequests = 0;
    this.refusal = { status: 401 };
  }

  async stop(): Promise<void> {
    await this.reset();
    await this.#browser.close();
    await this.#callServer?.close();
    this.#site.closeAllConnections();
    this.#site.close();
    await rm(this.files, { recursive: true });
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? "", "http://site");
    if (pathname === "/my-token") {
      this.tokenRequests += 1;
      const token = await this.#token(searchParams.get("page") ?? "");
      const { status, headers } = token ? { status: 200, headers: {} } : this.refusal;
      response.writeHead(status, { "content-type": "application/json", ...headers });
      response.end(token && JSON.stringify({ token }));
      return;
    }
    const page = this.#pages.get(pathname);
    const type = { "content-type": "text/html; charset=utf-8" };
    response.writeHead(page ? 200 : 404, { ...type, ...page?.headers });
    response.end(page?.html);
  }

  async #startCallServer(): Promise<void> {
    const port = await freePort();
    const publicUrl = `http://127.0.0.1:${port}`;
    this.#callServer = await createCallServer({
      publicUrl,
      origins: [this.origin],
      database: "sqlite::memory:",
      tokens: { secret: SECRET },
      connectors: [{ connector: webrtc, settings: {} }],
      files: this.files,
      logger: SILENT,
    });
    await this.#callServer.listen({ port, host: "127.0.0.1" });
    this.#callServerUrl = publicUrl;
  }

  async #token(path: string): Promise<string | undefined> {
    const person = this.#signedIn.get(path);
    if (!person) return undefined;
    const name = `${person[0]?.toUpperCase()}${person.slice(1)} Foreign`;
    return signToken({ secret: SECRET, audience: this.callServer, user: { id: person, name } });
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
