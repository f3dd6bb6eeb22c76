import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";

/**
 * `pass`: a plain TCP proxy. `black-hole`: takes every byte and passes none on, either way: a lost network, no FIN, no RST.
 * `half-open`: only what the server says is held back. `reset`: every connection, open or new, ends with RST.
 */
export type Fault = "pass" | "black-hole" | "half-open" | "reset";

/** Stands between clients and a server and does to their connections what networks do. */
export class FaultProxy {
  readonly #server: Server;
  readonly #target: number;
  readonly #links = new Set<Link>();
  #fault: Fault = "pass";

  private constructor(target: number) {
    this.#target = target;
    this.#server = createServer({ allowHalfOpen: true }, (client) => this.#join(client));
  }

  /** Listens on a free port of this address and passes on to this one of loopback. */
  static async start(target: number, address = "127.0.0.1"): Promise<FaultProxy> {
    const proxy = new FaultProxy(target);
    proxy.#server.listen(0, address);
    await once(proxy.#server, "listening");
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get connections(): number {
    return this.#links.size;
  }

  /** From now on; what was held back goes on its way at `pass`. */
  set(fault: Fault): void {
    this.#fault = fault;
    for (const link of [...this.#links]) link.suffer(fault);
  }

  close(): void {
    this.#server.close();
    for (const link of [...this.#links]) link.suffer("reset");
  }

  #join(client: Socket): void {
    const link = new Link(client, connect({ port: this.#target, allowHalfOpen: true }));
    this.#links.add(link);
    link.onEnd(() => this.#links.delete(link));
    link.suffer(this.#fault);
  }
}

/** One connection through the proxy. */
class Link {
  readonly #client: Socket;
  readonly #server: Socket;

  constructor(client: Socket, server: Socket) {
    this.#client = client;
    this.#server = server;
    client.pipe(server);
    server.pipe(client);
    for (const [one, other] of [
      [client, server],
      [server, client],
    ] as const) {
      one.on("error", () => other.destroy());
    }
  }

  onEnd(listener: () => void): void {
    this.#client.once("close", listener);
  }

  suffer(fault: Fault): void {
    if (fault === "reset") {
      this.#client.resetAndDestroy();
      this.#server.resetAndDestroy();
      return;
    }
    this.#hold(this.#client, this.#server, fault === "black-hole");
    this.#hold(this.#server, this.#client, fault !== "pass");
  }

  /** Bytes that are not read stay in the kernel's buffers: nobody is told, as in a lost network. */
  #hold(from: Socket, to: Socket, isHeld: boolean): void {
    from.unpipe(to);
    if (isHeld) from.pause();
    else from.pipe(to);
  }
}
