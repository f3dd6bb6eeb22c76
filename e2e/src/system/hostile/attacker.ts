import { once } from "node:events";
import { type IncomingMessage, type RequestOptions, request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { signToken } from "@ringline/host";
import type { Input, OperationName } from "@ringline/protocol";
import { WebSocket } from "ws";
import { deviceHello, WireClient, WireProblem } from "../../harness/wire-client.ts";

/** A socket that is still there after this long was not ended for what it sent; a seat's may come before its call, and waits. */
const PATIENCE_MS = 15_000;

/** What an attack got: `403 origin-denied` over HTTP, a close code, or the code of a refused operation. */
export type Answer = string;

/** One who knows the protocol, and may sign in as somebody, but keeps to no rule. */
export class Attacker {
  readonly url: string;
  readonly #secret: string;
  readonly #localAddress: string;
  readonly #clients: WireClient[] = [];
  #people = 0;

  /** `localAddress`: each its own, as limits count by address. */
  constructor(site: { url: string; secret: string }, localAddress: string) {
    this.url = site.url;
    this.#secret = site.secret;
    this.#localAddress = localAddress;
  }

  /** A token of the site: the attacker has an account, as anybody may. */
  token(id: string): Promise<string> {
    return signToken({ secret: this.#secret, audience: this.url, user: { id, name: id } });
  }

  /** Says hello with this token: `open` where it is taken, else the close code. */
  hello(token: string): Promise<Answer> {
    return this.socket(async (socket) => {
      socket.send(JSON.stringify(deviceHello(token)));
      // Whoever was let in goes at once.
      socket.once("message", () => socket.close(1000));
    });
  }

  /** A signed-in device, by default of somebody new. */
  async device(id = `mallory-${++this.#people}`): Promise<WireClient> {
    const hello = deviceHello(await this.token(id));
    const client = await WireClient.connect(this.url, hello, {
      localAddress: this.#localAddress,
    });
    this.#clients.push(client);
    return client;
  }

  /** `done`, or the code by which the operation was refused. */
  async ask(client: WireClient, operation: OperationName, input: unknown): Promise<Answer> {
    try {
      await client.request(operation, input as Input<typeof operation>);
      return "done";
    } catch (error) {
      if (error instanceof WireProblem) return error.problem.code;
      throw error;
    }
  }

  /** Status and code of one request, sent as it stands here. */
  async http(path: string, how: RequestOptions & { body?: string | Buffer } = {}): Promise<Answer> {
    const { body, ...options } = how;
    const { port } = new URL(this.url);
    const from = { host: "127.0.0.1", port, localAddress: this.#localAddress };
    const call = request({ ...from, ...options, path });
    call.end(body);
    const [response] = (await Promise.race([
      once(call, "response"),
      once(call, "upgrade").then(([upgraded, socket]) => [upgraded, socket.destroy()]),
    ])) as [IncomingMessage];
    return answerOf(response);
  }

  /** A signed command, its body as it stands here. */
  async post(body: string | Buffer, headers: Record<string, string> = {}): Promise<Answer> {
    const authorization = `Bearer ${await this.token("mallory")}`;
    const sent = { "content-type": "application/json", authorization, ...headers };
    return this.http("/v1/calls", { method: "POST", headers: sent, body });
  }

  /** How an upgrade to the socket is answered. */
  upgrade(headers: Record<string, string>, path = "/v1/socket"): Promise<Answer> {
    const handshake = {
      connection: "Upgrade",
      upgrade: "websocket",
      "sec-websocket-version": "13",
      "sec-websocket-key": Buffer.alloc(16, 1).toString("base64"),
    };
    return this.http(path, { headers: { ...handshake, ...headers } });
  }

  /** Opens a socket, lets `speak` say anything, and answers the close code, or `open`. */
  async socket(
    speak: (socket: WebSocket) => void | Promise<void>,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const address = `${this.url.replace("http", "ws")}/v1/socket`;
    const socket = new WebSocket(address, { localAddress: this.#localAddress, headers });
    socket.on("error", () => undefined);
    const closed = once(socket, "close").then(([code]) => String(code));
    await Promise.race([once(socket, "open"), closed]);
    await speak(socket);
    const answer = await Promise.race([closed, sleep(PATIENCE_MS, "open")]);
    socket.terminate();
    return answer;
  }

  /** The same on the socket of a signed-in device. */
  async deviceSocket(speak: (socket: WebSocket) => void | Promise<void>): Promise<Answer> {
    const hello = deviceHello(await this.token(`mallory-${++this.#people}`));
    return this.socket(async (socket) => {
      socket.send(JSON.stringify(hello));
      await once(socket, "message");
      await speak(socket);
    });
  }

  /** Leaves nothing open for the next row. */
  async rest(): Promise<void> {
    await Promise.all(this.#clients.splice(0).map((client) => client.close()));
  }
}

async function answerOf(response: IncomingMessage): Promise<Answer> {
  const parts: Buffer[] = [];
  if (response.statusCode !== 101) for await (const part of response) parts.push(part);
  const { code } = codeIn(Buffer.concat(parts).toString());
  return [response.statusCode, code].filter((part) => part !== undefined).join(" ");
}

function codeIn(text: string): { code?: string } {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
