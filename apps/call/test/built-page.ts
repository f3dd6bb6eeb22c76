import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";

const TYPES: Record<string, string> = {
  ".css": "text/css",
  ".html": "text/html",
  ".js": "text/javascript",
  ".svg": "image/svg+xml",
};

const WEBRTC = fileURLToPath(import.meta.resolve("@ringline/connector-webrtc/browser"));

/** As strict as the call server's own. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' https:",
  "media-src 'self' blob:",
  "connect-src 'self'",
  "base-uri 'none'",
  "object-src 'none'",
].join("; ");

/** The call page as it is delivered: built by its own configuration, served under a strict policy. */
export class BuiltPage {
  readonly server: Server;
  /** Origins of the site, as the call server's settings name them. */
  readonly sites: Set<string>;
  readonly #folder: string;

  private constructor(server: Server, sites: Set<string>, folder: string) {
    this.server = server;
    this.sites = sites;
    this.#folder = folder;
  }

  static async start(): Promise<BuiltPage> {
    const folder = await mkdtemp(join(tmpdir(), "ringline-call-"));
    const root = fileURLToPath(new URL("..", import.meta.url));
    await build({
      root,
      configFile: join(root, "vite.config.ts"),
      logLevel: "error",
      build: { outDir: folder },
    });
    await build({
      configFile: false,
      logLevel: "error",
      resolve: { conditions: ["ringline-source", "module", "browser", "default"] },
      build: {
        outDir: join(folder, "connectors/webrtc"),
        lib: { entry: WEBRTC, formats: ["es"], fileName: () => "browser.js" },
      },
    });
    const sites = new Set<string>();
    const server = createServer((request, response) => {
      const { pathname, searchParams } = new URL(request.url ?? "/", "http://localhost");
      if (pathname === "/v1/site") {
        const isSite = sites.has(searchParams.get("origin") ?? "");
        response.end(JSON.stringify({ isSite }));
        return;
      }
      const file = pathname === "/call" ? "index.html" : pathname.replace(/^\/(call\/)?/, "");
      readFile(join(folder, file)).then(
        (content) =>
          response
            .setHeader("Content-Type", TYPES[extname(file)] ?? "text/plain")
            .setHeader("Content-Security-Policy", POLICY)
            .setHeader("Referrer-Policy", "no-referrer")
            .end(content),
        () => response.writeHead(404, { "Content-Type": "text/html" }).end("<title>Host</title>"),
      );
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const built = new BuiltPage(server, sites, folder);
    sites.add(built.origin.replace("127.0.0.1", "localhost"));
    return built;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await rm(this.#folder, { recursive: true, force: true });
  }
}
