import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { WebhookBody } from "@ringline/protocol";

/** One request as a site's server gets it. */
export interface Received {
  id: string;
  headers: Record<string, string>;
  text: string;
  body: WebhookBody;
}

/** How a receiver answers; not at all by leaving the response open. */
export type Answer = (received: Received, response: ServerResponse) => void;

export const ok: Answer = (_received, response) => void response.writeHead(204).end();
export const status =
  (code: number, headers: Record<string, string> = {}): Answer =>
  (_received, response) =>
    void response.writeHead(code, headers).end();

/** A real receiver of webhooks on this machine. */
export class Receiver {
  readonly url: string;
  readonly origin: string;
  readonly received: Received[] = [];
  answer: Answer = ok;
  readonly #close: () => void;
  readonly #wake: (() => void)[] = [];

  private constructor(origin: string, close: () => void) {
    this.origin = origin;
    this.url = `${origin}/hook?key=of-the-site`;
    this.#close = close;
  }

  static async start(): Promise<Receiver> {
    const server = createServer((request, response) => void receiver.#take(request, response));
    await once(server.listen(0, "127.0.0.1"), "listening");
    const { port } = server.address() as AddressInfo;
    const receiver: Receiver = new Receiver(`http://127.0.0.1:${port}`, () => {
      server.closeAllConnections();
      server.close();
    });
    return receiver;
  }

  /** What came, once it is so many. */
  async atLeast(count: number, mostMs = 10_000): Promise<readonly Received[]> {
    const deadline = performance.now() + mostMs;
    while (this.received.length < count && performance.now() < deadline)
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, deadline - performance.now());
        this.#wake.push(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    if (this.received.length < count)
      throw new Error(`only ${this.received.length} of ${count} webhooks came`);
    return this.received;
  }

  get types(): string[] {
    return this.received.map(({ body }) => body.type);
  }

  close(): void {
    this.#close();
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let text = "";
    for await (const chunk of request) text += String(chunk);
    const headers = request.headers as Record<string, string>;
    const body = JSON.parse(text) as WebhookBody;
    const received = { id: headers["webhook-id"] ?? "", headers, text, body };
    this.received.push(received);
    this.answer(received, response);
    for (const wake of this.#wake.splice(0)) wake();
  }
}
