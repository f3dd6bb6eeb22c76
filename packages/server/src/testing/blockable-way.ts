import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";

/** A way to a database that can be blocked: then nothing passes, and nobody is told. */
export class BlockableWay {
  readonly #sockets = new Set<Socket>();
  readonly #server: Server;
  readonly #target: URL;
  #isBlocked = false;

  constructor(target: string) {
    this.#target = new URL(target);
    const { port, hostname } = this.#target;
    this.#server = createServer((near) => {
      const far = connect(Number(port || 5432), hostname);
      this.#pipe(near, far);
      this.#pipe(far, near);
    });
  }

  /** The database's URL on this way. */
  async open(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    const url = new URL(this.#target);
    url.hostname = "127.0.0.1";
    url.port = String((this.#server.address() as AddressInfo).port);
    return url.href;
  }

  block(isBlocked: boolean): void {
    this.#isBlocked = isBlocked;
  }

  cut(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  close(): void {
    this.cut();
    this.#server.close();
  }

  #pipe(from: Socket, to: Socket): void {
    this.#sockets.add(from);
    from.on("data", (bytes) => {
      if (!this.#isBlocked) to.write(bytes);
    });
    from.on("error", () => {});
    from.on("close", () => {
      this.#sockets.delete(from);
      to.destroy();
    });
  }
}
