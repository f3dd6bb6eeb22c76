import { once } from "node:events";
import { WebSocket } from "ws";
import { offer } from "../workers/methods.ts";
import { candidateMessage } from "./candidate-message.ts";

/** Pairs of sockets through the bare server, each in a room of its own. */
const pairs: { from: WebSocket; to: WebSocket }[] = [];

async function enter(port: number, room: string): Promise<WebSocket> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/`);
  await once(socket, "open");
  socket.send(JSON.stringify({ room }));
  return socket;
}

/** One message at a time and pair, as in a negotiation: the next one goes out when this one has come. */
async function play(pair: { from: WebSocket; to: WebSocket }, messages: number): Promise<void> {
  for (let n = 1; n <= messages; n += 1) {
    const arrived = once(pair.to, "message");
    pair.from.send(JSON.stringify({ type: "relay", n, body: candidateMessage(n) }));
    await arrived;
  }
}

const methods = {
  async connect(port: number, count: number): Promise<void> {
    for (let index = 0; index < count; index += 1) {
      const [from, to] = await Promise.all([1, 2].map(() => enter(port, `room-${index}`)));
      if (from && to) pairs.push({ from, to });
    }
  },
  async play(messages: number): Promise<void> {
    await Promise.all(pairs.map((pair) => play(pair, messages)));
  },
};
export type BarePairs = typeof methods;
offer(methods);
