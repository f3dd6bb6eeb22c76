import { once } from "node:events";
import {
  createServer,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type Server,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";
import { signToken } from "@ringline/host";

export interface ForeignSiteOptions {
  /** The call server's URL. */
  callServer: string;
  /** The secret that the call server knows this site by. */
  secret: string;
  /** Sent with every page, e.g. a Content-Security-Policy. */
  headers?: OutgoingHttpHeaders;
}

/** A site that is not ours: plain HTML, and the two lines that `docs/embed.md` asks for. Anybody signs in by `?as=`. */
export class ForeignSite {
  readonly #server: Server;
  readonly #options: ForeignSiteOptions;

  private constructor(options: ForeignSiteOptions) {
    this.#options = options;
    this.#server = createServer((request, response) => void this.#answer(request, response));
  }

  static async start(port: number, options: ForeignSiteOptions): Promise<ForeignSite> {
    const site = new ForeignSite(options);
    site.#server.listen(port, "127.0.0.1");
    await once(site.#server, "listening");
    return site;
  }

  get origin(): string {
    return `http://localhost:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, "close");
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", this.origin);
    const who = url.searchParams.get("as") ?? "nobody";
    if (url.pathname === "/my-token") {
      const token = await this.#token(who);
      response.writeHead(200, { "content-type": "application/json" });
      response.end(JSON.stringify({ token }));
      return;
    }
    response.writeHead(200, {
      "content-type": "text/html; charset=utf-8",
      ...this.#options.headers,
    });
    response.end(this.#page(who));
  }

  #token(who: string): Promise<string> {
    const { secret, callServer: audience } = this.#options;
    return signToken({ secret, audience, user: { id: who, name: nameOf(who) } });
  }

  #page(who: string): string {
    const { callServer } = this.#options;
    const other = who === "anna" ? "bob" : "anna";
    return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Gardeners' club</title>
<script src="${callServer}/ringline.js" data-token-url="/my-token?as=${who}" async></script>
</head>
<body><h1>Members</h1><p>${nameOf(other)} <span data-call-user="${other}" data-call-name="${nameOf(other)}"></span></p></body>
</html>`;
  }
}

function nameOf(who: string): string {
  return who === "anna" ? "Anna Foreign" : "Bob Foreign";
}
