import { connect, createServer, type Server, type Socket } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { placeCall } from "../../calls/call-machine.ts";
import { annaCallsBob, START } from "../../testing/call-fixtures.ts";
import { HandTurnedClock } from "../../testing/hand-turned-clock.ts";
import { noPostgres, scratchDatabase } from "../../testing/scratch-database.ts";
import type { Store } from "../store.ts";
import { openPostgres } from "./postgres-store.ts";

/** A way to the database that can be blocked: then nothing passes, and nobody is told. */
class Way {
  readonly #sockets = new Set<Socket>();
  readonly #server: Server;
  #isBlocked = false;

  constructor({ port, hostname }: URL) {
    this.#server = createServer((near) => {
      const far = connect(Number(port || 5432), hostname);
      this.#pipe(near, far);
      this.#pipe(far, near);
    });
  }

  async open(): Promise<number> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    const address = this.#server.address();
    return typeof address === "object" && address ? address.port : 0;
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

describe.skipIf(noPostgres)("PostgreSQL that goes away", () => {
  let database: Awaited<ReturnType<typeof scratchDatabase>>;
  let way: Way;
  let store: Store;
  beforeEach(async () => {
    database = await scratchDatabase();
    const target = new URL(database.url);
    way = new Way(target);
    target.port = String(await way.open());
    target.hostname = "127.0.0.1";
    store = await openPostgres(target.href, new HandTurnedClock());
  });
  afterEach(async () => {
    await store.close();
    way.close();
    await database.drop();
  });

  const commands = {
    create: () => {
      const id = "away";
      const input = annaCallsBob({ id, target: { type: "room", id } });
      return store.calls.create(placeCall(input, START), { caller: id, key: id, inputHash: "h" });
    },
    change: () => store.calls.change("away", (call) => call),
    read: () => store.calls.liveOf("bob"),
    people: () => store.people.get(["anna"]),
    probe: () => store.probe(),
  };

  it("[STORE8] every command is refused within two seconds while nothing passes, and works after", async () => {
    await store.probe();
    way.block(true);
    const begun = performance.now();

    const outcomes = await Promise.allSettled(Object.values(commands).map((command) => command()));

    expect(performance.now() - begun).toBeLessThan(5_000);
    for (const outcome of outcomes)
      expect(outcome).toMatchObject({
        status: "rejected",
        reason: { code: "storage-unavailable", status: 503 },
      });
    way.block(false);
    way.cut();
    await expect(commands.create()).resolves.toMatchObject({ outcome: "created" });
  });

  it("[STORE8] a command that meets cut connections is refused, the next one is not", async () => {
    await store.probe();
    way.cut();

    const outcomes = await Promise.allSettled([commands.read(), commands.probe()]);
    for (const outcome of outcomes)
      if (outcome.status === "rejected")
        expect(outcome.reason).toMatchObject({ code: "storage-unavailable" });

    await expect(commands.read()).resolves.toBeInstanceOf(Array);
  });
});
