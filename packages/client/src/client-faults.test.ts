import type { ServerFrame } from "@ringline/protocol";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { active } from "./testing/calls.ts";
import { FrameServer } from "./testing/frame-server.ts";
import { openPage, until } from "./testing/pages.ts";

describe("frames that are lost, late or doubled", () => {
  /** A call of which the server has ever newer records, and a network that does what it likes with them. */
  class Trouble {
    revision = 0;
    readonly #server: FrameServer;

    constructor(server: FrameServer) {
      this.#server = server;
    }

    change(times: number): void {
      this.revision += 1;
      const call = active("c", this.revision);
      this.#server.calls.set("c", call);
      for (let sent = 0; sent < times; sent += 1) this.#tell({ type: "call", call });
    }

    late(): void {
      this.#tell({ type: "call", call: active("c", Math.max(1, this.revision - 1)) });
    }

    ping(): void {
      this.#tell({ type: "ping", calls: { c: this.revision } });
    }

    cut(): void {
      for (const socket of this.#server.sockets) socket.cut();
    }

    #tell(frame: ServerFrame): void {
      for (const socket of this.#server.sockets) socket.send(frame);
    }
  }

  const STEPS: Record<string, (trouble: Trouble) => void> = {
    told: (trouble) => trouble.change(1),
    lost: (trouble) => trouble.change(0),
    doubled: (trouble) => trouble.change(2),
    late: (trouble) => trouble.late(),
    ping: (trouble) => trouble.ping(),
    cut: (trouble) => trouble.cut(),
  };

  it("[CLIENT6] [CLIENT16] never repeats a revision, never goes back, and ends with the newest", async () => {
    const steps = fc.array(fc.constantFrom(...Object.keys(STEPS)), { maxLength: 25 });
    await fc.assert(
      fc.asyncProperty(steps, async (names) => {
        const server = await FrameServer.start();
        const { client } = openPage(server);
        await client.ready;
        const seen: number[] = [];
        client.on("callChanged", ({ call }) => seen.push(call.revision));
        const trouble = new Trouble(server);
        trouble.change(1);

        for (const name of names) STEPS[name]?.(trouble);
        await until(() => server.sockets.size === 1);
        trouble.ping();
        await until(() => client.calls.get("c")?.revision === trouble.revision);

        expect(seen).toEqual([...new Set(seen)].toSorted((a, b) => a - b));
        client.close();
        await server.stop();
      }),
      { numRuns: 40 },
    );
  });
});
