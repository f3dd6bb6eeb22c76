import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { onTestFinished } from "vitest";

/** A line between a client and a server that can lose what the server says, and break. */
export class LossyLine {
  readonly url: string;
  readonly #ends = new Set<Socket>();
  readonly #state: { loses: boolean };

  private constructor(port: number, ends: Set<Socket>, state: { loses: boolean }) {
    this.url = `http://127.0.0.1:${port}`;
    this.#ends = ends;
    this.#state = state;
  }

  static async to(server: string): Promise<LossyLine> {
    const ends = new Set<Socket>();
    const state = { loses: false };
    const listener = createServer((client) => {
      const upstream = connect(Number(new URL(server).port), "127.0.0.1");
      client.pipe(upstream);
      upstream.on("data", (bytes) => {
        if (!state.loses) client.write(bytes);
      });
      for (const [end, other] of [
        [client, upstream],
        [upstream, client],
      ] as const) {
        ends.add(end);
        end.on("error", () => {});
        end.on("close", () => {
          ends.delete(end);
          other.destroy();
        });
      }
    });
    await once(listener.listen(0, "127.0.0.1"), "listening");
    onTestFinished(() => {
      for (const end of ends) end.destroy();
      listener.close();
    });
    return new LossyLine((listener.address() as AddressInfo).port, ends, state);
  }

  /** From now on what the server says is lost. */
  lose(): void {
    this.#state.loses = true;
  }

  /** Breaks, and is whole again for who comes back. */
  break(): void {
    for (const end of this.#ends) end.destroy();
    this.#state.loses = false;
  }
}
