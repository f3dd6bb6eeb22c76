import { createHash, randomBytes } from "node:crypto";
import type { Call, Welcome } from "@ringline/protocol";
import { TOKEN_TYPE } from "@ringline/protocol";
import { SignJWT } from "jose";
import { createLogger } from "../logs/logger.ts";
import { createServer } from "../server.ts";
import type { CallServer, ServerOptions } from "../server-options.ts";
import { plainConnector } from "./plain-connector.ts";
import { randomName, TestSocket } from "./test-socket.ts";

const PUBLIC_URL = "http://127.0.0.1:4600";
export const SITE = "https://site.example";
const SECRET = "a secret of the tests that nobody else may know";

/** A device's socket after its welcome. */
export interface Device {
  socket: TestSocket;
  welcome: Welcome;
  id: string;
}

/** A real server on a free port, with devices and seats that speak to it over real sockets. */
export class TestServer {
  readonly server: CallServer;
  readonly url: string;
  readonly #sockets: TestSocket[] = [];

  private constructor(server: CallServer, url: string) {
    this.server = server;
    this.url = url;
  }

  static async start(options: Partial<ServerOptions> = {}): Promise<TestServer> {
    const server = await createServer({
      publicUrl: PUBLIC_URL,
      origins: [SITE],
      database: "sqlite::memory:",
      tokens: { secret: SECRET },
      connectors: [{ connector: plainConnector(), settings: {} }],
      logger: createLogger({ level: "silent" }),
      ...options,
    });
    const { url } = await server.listen({ port: 0, host: "127.0.0.1" });
    return new TestServer(server, url);
  }

  open(options?: ConstructorParameters<typeof TestSocket>[1]): TestSocket {
    const socket = new TestSocket(this.url, options);
    this.#sockets.push(socket);
    return socket;
  }

  async device(person: string, options: DeviceOptions = {}): Promise<Device> {
    const socket = this.open();
    const id = options.id ?? randomName();
    const device = { id, label: options.label ?? `${person}'s browser` };
    const token = await tokenFor(person, options.claims);
    const welcome = await socket.hello({ token, device, holds: options.holds ?? {} });
    return { socket, welcome, id };
  }

  async seat(secret: string, options: { page?: string; relaySeen?: number } = {}) {
    const socket = this.open();
    const page = options.page ?? randomName();
    const welcome = await socket.hello({
      seatSecret: secret,
      relaySeen: options.relaySeen ?? 0,
      page,
    });
    return { socket, welcome, page };
  }

  async close(): Promise<void> {
    for (const { socket } of this.#sockets) socket.terminate();
    await this.server.close();
  }
}

export interface DeviceOptions {
  id?: string;
  label?: string;
  holds?: Record<string, number>;
  claims?: Record<string, unknown>;
}

/** A token as a site signs it; `claims` replace the usual ones. */
export function tokenFor(person: string, claims: Record<string, unknown> = {}): Promise<string> {
  const now = Math.floor(Date.now() / 1_000);
  const all = { sub: person, name: nameOf(person), iat: now, exp: now + 600, aud: PUBLIC_URL };
  return new SignJWT({ ...all, ...claims })
    .setProtectedHeader({ alg: "HS256", typ: TOKEN_TYPE })
    .sign(new TextEncoder().encode(SECRET));
}

/** A call page's secret and what the command carries of it. */
export function newSecret(): { secret: string; seat: string } {
  const secret = randomBytes(32).toString("base64url");
  return { secret, seat: createHash("sha256").update(secret).digest("base64url") };
}

/** Places a call from a device; the secret is for its call page. */
export async function place(
  caller: Device,
  callee: string,
  more: Record<string, unknown> = {},
): Promise<{ call: Call; secret: string }> {
  const { secret, seat } = newSecret();
  const { call } = await caller.socket.request("calls.place", {
    key: randomName(),
    target: { type: "user", id: callee },
    media: "video",
    seat,
    ...more,
  });
  return { call, secret };
}

export async function answer(
  callee: Device,
  call: string,
): Promise<{ call: Call; secret: string }> {
  const { secret, seat } = newSecret();
  const answered = await callee.socket.request("calls.answer", { call, seat });
  return { call: answered.call, secret };
}

function nameOf(person: string): string {
  return person.charAt(0).toUpperCase() + person.slice(1);
}
