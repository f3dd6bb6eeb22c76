import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { WebSocket } from "ws";
import { offer } from "../workers/methods.ts";

/** Place, ring, answer, leave. */
const STEPS = 4;

/** Sends the commands of one call after another to the bare desk, each when the one before is answered. */
let socket: WebSocket | undefined;

async function command(desk: WebSocket, id: string, step: number): Promise<void> {
  const answered = once(desk, "message");
  desk.send(JSON.stringify({ id, step }));
  const [text] = await answered;
  JSON.parse(String(text));
}

const methods = {
  async connect(port: number): Promise<void> {
    socket = new WebSocket(`ws://127.0.0.1:${port}/`);
    await once(socket, "open");
  },
  /** Cycles per second, over this many milliseconds. */
  async cycles(forMs: number): Promise<number> {
    if (!socket) throw new Error("not connected");
    const begin = performance.now();
    let done = 0;
    for (; performance.now() - begin < forMs; done += 1) {
      const id = randomUUID();
      for (let step = 0; step < STEPS; step += 1) await command(socket, id, step);
    }
    return (done * 1_000) / (performance.now() - begin);
  },
};
export type BareCaller = typeof methods;
offer(methods);
