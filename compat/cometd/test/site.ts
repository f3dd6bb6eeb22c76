import "./node-window.ts";
import { createClient } from "@ringline/client";
import { type Cometd, type CometdLimits, createCometd } from "@ringline/cometd/server";
import { exo } from "@ringline/exo-webconferencing/server";
import { signToken } from "@ringline/host";
import { type CallServer, createOrigins, createServer, type ServerOptions } from "@ringline/server";
import { AckExtension, CometD, type Message } from "cometd";
import { onTestFinished } from "vitest";

export const PUBLIC_URL = "https://calls.example";
export const SITE_ORIGIN = "https://site.example";
export const SECRET = "a secret of these tests, longer than 32 bytes";
const PROVIDERS = { providers: [{ type: "glimpse", title: "Glimpse" }] };
const SILENT = { debug() {}, info() {}, warn() {}, error() {} };

export type Transport = "websocket" | "long-polling";

interface How {
  /** Default: WebSocket. */
  transport?: Transport;
  acknowledges?: boolean;
  /** Default: the server's own. */
  url?: string;
}

interface SiteOptions {
  limits?: Partial<CometdLimits>;
  database?: string;
  /** Beside the site's own. */
  origins?: readonly string[];
  times?: ServerOptions["times"];
  /** A folder of built browser files. */
  files?: string;
}

/** A call server with a Bayeux door, which can be stopped and started again on its port. */
export class Site {
  #server: CallServer | undefined;
  #door: Cometd | undefined;
  #port = 0;
  /** How the door reaches the call server, where not at once. */
  way: string | undefined;
  readonly #options: SiteOptions;

  private constructor(options: SiteOptions) {
    this.#options = options;
  }

  static async start(options: SiteOptions = {}): Promise<Site> {
    const site = new Site(options);
    await site.start();
    onTestFinished(() => site.stop());
    return site;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  get server(): CallServer {
    if (!this.#server) throw new Error("the server is stopped");
    return this.#server;
  }

  get sessions(): number {
    return this.#door?.size ?? 0;
  }

  async start(): Promise<void> {
    const {
      limits = {},
      database = "sqlite::memory:",
      origins: more = [],
      times = {},
      files,
    } = this.#options;
    const listed = [SITE_ORIGIN, ...more];
    const origins = createOrigins(PUBLIC_URL, listed);
    const door = createCometd({
      server: () => this.way ?? this.url,
      allows: origins.allows,
      limits,
    });
    this.#door = door;
    this.#server = await createServer({
      publicUrl: PUBLIC_URL,
      origins: listed,
      database,
      tokens: { secret: SECRET },
      connectors: [{ connector: exo, settings: exo.manifest.parseSettings(PROVIDERS) }],
      limits: { commandBurst: 1_000, ringsPerPair: 100 },
      remoteLog: ["*"],
      logger: SILENT,
      times,
      ...(files !== undefined && { files }),
      doors: [door],
    });
    const { port } = await this.#server.listen({ port: this.#port, host: "127.0.0.1" });
    this.#port = port;
  }

  async stop(): Promise<void> {
    this.#door?.close();
    const server = this.#server;
    this.#server = undefined;
    await server?.close();
  }

  token(person: string, options: { roles?: string[]; seconds?: number } = {}): Promise<string> {
    const { roles = [], seconds = 300 } = options;
    const user = { id: person, name: person, roles };
    return signToken({ secret: SECRET, audience: PUBLIC_URL, user, expiresInSeconds: seconds });
  }

  /** A page of this person's browser on our own client, connected. */
  async page(person: string) {
    const client = createClient({ server: this.url, getToken: () => this.token(person) });
    onTestFinished(() => client.close());
    await client.ready;
    return client;
  }

  /** The official client, not connected yet; disconnected with the test. */
  cometd({ transport = "websocket", acknowledges = false, url = this.url }: How = {}): CometD {
    const cometd = new CometD();
    const others = cometd.getTransportTypes().filter((type) => type !== transport);
    for (const other of others) cometd.unregisterTransport(other);
    if (acknowledges) cometd.registerExtension("ack", new AckExtension());
    cometd.configure({ url: `${url}/cometd`, logLevel: "warn", backoffIncrement: 50 });
    onTestFinished(() => cometd.disconnect());
    return cometd;
  }

  /** …connected for this person. */
  async member(person: string, how: How = {}): Promise<CometD> {
    const cometd = this.cometd(how);
    const reply = await handshake(cometd, {
      ext: { ringline: { token: await this.token(person) } },
    });
    if (!reply.successful) throw new Error(`refused: ${reply.error}`);
    return cometd;
  }
}

export function handshake(cometd: CometD, props: object): Promise<Message> {
  return new Promise((resolve) => cometd.handshake(props, resolve));
}

/** The reply, and from then on what comes. */
export function subscribe(
  cometd: CometD,
  channel: string,
  heard: unknown[] = [],
): Promise<Message> {
  return new Promise((resolve) =>
    cometd.subscribe(channel, ({ data }) => heard.push(data), resolve),
  );
}

export function publish(cometd: CometD, channel: string, data: unknown): Promise<Message> {
  return new Promise((resolve) => cometd.publish(channel, data, resolve));
}

/** The answer of a remote call, read. */
export function remoteCall(cometd: CometD, name: string, data: object) {
  return new Promise<{ successful: boolean | undefined; result: unknown }>((resolve) =>
    cometd.remoteCall(name, data, 10_000, ({ successful, data: text }) =>
      resolve({ successful, result: text === undefined ? undefined : JSON.parse(text) }),
    ),
  );
}

/** Messages as they are, posted by a program. */
export async function post(site: Site, body: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(`${site.url}/cometd`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text };
}

/** Waits until something is so; fails after 8 s. */
export async function until(isSo: () => unknown, what = String(isSo)): Promise<void> {
  for (const end = performance.now() + 8_000; !isSo(); ) {
    if (performance.now() > end) throw new Error(`not within 8 s: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
