import { webrtc } from "@ringline/connector-webrtc/server";
import { type LogLine, type Result, TOKEN_TYPE } from "@ringline/protocol";
import { type CallServer, createServer } from "@ringline/server";
import { SignJWT } from "jose";
import { onTestFinished } from "vitest";
import type { CallClient } from "../api.ts";
import { connectSeat, createClient, type SeatClient } from "../index.ts";

const PUBLIC_URL = "https://calls.example";
const SECRET = "a secret of these tests, longer than 32 bytes";

const SILENT = { debug() {}, info() {}, warn() {}, error() {} };

type Connector = typeof webrtc;
type Provider = Connector["manifest"]["providers"][number];

/** The call server itself, which can be stopped and started again on its port with what it kept. */
export class RealServer {
  #server: CallServer | undefined;
  #port = 0;
  readonly #database: string;
  readonly #connector: Connector;

  readonly #origins: readonly string[];

  private constructor(database: string, connector: Connector, origins: readonly string[]) {
    this.#database = database;
    this.#connector = connector;
    this.#origins = origins;
  }

  /** `drawsWindow`: the calls' provider draws the call's window itself. `origins`: of the sites whose pages may connect. */
  static async start({
    database = "sqlite::memory:",
    drawsWindow = false,
    origins = [] as readonly string[],
  } = {}): Promise<RealServer> {
    const connector = drawsWindow ? withOwnWindow(webrtc) : webrtc;
    const server = new RealServer(database, connector, origins);
    await server.start();
    onTestFinished(() => server.stop());
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  async start(): Promise<void> {
    this.#server = await createServer({
      publicUrl: PUBLIC_URL,
      origins: [...this.#origins],
      database: this.#database,
      tokens: { secret: SECRET },
      connectors: [{ connector: this.#connector, settings: {} }],
      remoteLog: ["*"],
      logger: SILENT,
    });
    const { port } = await this.#server.listen({ port: this.#port, host: "127.0.0.1" });
    this.#port = port;
  }

  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    await server?.close();
  }

  /** What an administrator finds, once there is a line with that message, or any. Fails after 15 s. */
  async logWith(query: string, message?: string): Promise<Result<"logs.find">> {
    for (const end = performance.now() + 15_000; performance.now() < end; ) {
      const authorization = `Bearer ${await sign("root", ["admin"])}`;
      const response = await fetch(`${this.url}/v1/logs?${query}`, { headers: { authorization } });
      const found = (await response.json()) as Result<"logs.find">;
      const isIt = (line: LogLine) => message === undefined || line.message === message;
      if (response.ok && found.lines.some(isIt)) return found;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`nothing in the log: ${query}`);
  }

  /** What the site would give a page of this person's. */
  token(person: string): Promise<string> {
    return sign(person);
  }

  /** A page of this person's browser, connected. */
  async page(person: string): Promise<CallClient> {
    const client = createClient({ server: this.url, getToken: () => sign(person) });
    onTestFinished(() => client.close());
    await client.ready;
    return client;
  }

  /** The call page that a press has opened, connected. */
  async seat(secret: string): Promise<SeatClient> {
    const seat = connectSeat({ server: this.url, secret, keepSecret: () => {} });
    onTestFinished(() => seat.close());
    await seat.ready;
    return seat;
  }
}

function withOwnWindow({ manifest, start }: Connector): Connector {
  const draw = (provider: Provider): Provider => ({
    ...provider,
    draws: ["button", "ring", "window"],
  });
  const offered = manifest.providers.map(draw);
  return {
    manifest: { ...manifest, providers: offered },
    start: async (context) => {
      const running = await start(context);
      return { ...running, ...(running.providers && { providers: running.providers.map(draw) }) };
    },
  };
}

function sign(person: string, roles: string[] = []): Promise<string> {
  return new SignJWT({ name: person, roles })
    .setProtectedHeader({ alg: "HS256", typ: TOKEN_TYPE })
    .setSubject(person)
    .setAudience(PUBLIC_URL)
    .setIssuedAt()
    .setExpirationTime("10m")
    .sign(new TextEncoder().encode(SECRET));
}
