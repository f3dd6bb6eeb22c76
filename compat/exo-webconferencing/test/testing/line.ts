import { connect, createServer, type Server, type Socket } from "node:net";
import { onTestFinished } from "vitest";

/** The network between a page and the call server, which can be cut and mended. */
export class Line {
  #port: number;
  readonly #sockets = new Set<Socket>();
  #isCut = false;
  #server: Server | undefined;
  url = "";

  private constructor(to: string) {
    this.#port = Number(new URL(to).port);
  }

  static async to(server: string): Promise<Line> {
    const line = new Line(server);
    await line.#listen();
    onTestFinished(() => line.#close());
    return line;
  }

  cut(): void {
    this.#isCut = true;
    for (const socket of this.#sockets) socket.destroy();
  }

  /** It leads to the same call server again, or to another one. */
  mend(to?: string): void {
    if (to !== undefined) this.#port = Number(new URL(to).port);
    this.#isCut = false;
  }

  #listen(): Promise<void> {
    const server = createServer((near) => this.#carry(near));
    this.#server = server;
    return new Promise((resolve) => {
      server.listen(0, "127.0.0.1", () => {
        const address = server.address();
        if (address && typeof address === "object") this.url = `http://127.0.0.1:${address.port}`;
        resolve();
      });
    });
  }

  #carry(near: Socket): void {
    if (this.#isCut) {
      near.destroy();
      return;
    }
    const far = connect(this.#port, "127.0.0.1");
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.#sockets.add(one);
      one.pipe(other);
      one.on("error", () => other.destroy());
      one.on("close", () => {
        this.#sockets.delete(one);
        other.destroy();
      });
    }
  }

  #close(): void {
    this.cut();
    this.#server?.close();
  }
}
