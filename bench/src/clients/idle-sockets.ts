import { once } from "node:events";
import { WebSocket } from "ws";
import { offer } from "../workers/methods.ts";

/** Opens sockets that say nothing and holds them: the reference for idle devices. */
const open = new Set<WebSocket>();

async function openOne(port: number, index: number): Promise<void> {
  const localAddress = `127.0.0.${2 + (index % 50)}`;
  const socket = new WebSocket(`ws://127.0.0.1:${port}/`, { localAddress });
  await once(socket, "open");
  open.add(socket);
}

const methods = {
  /** Opens `count` sockets more, 50 at a time. */
  async hold(port: number, count: number): Promise<number> {
    const end = open.size + count;
    while (open.size < end) {
      const first = open.size;
      const batch = Array.from({ length: Math.min(50, end - first) }, (_, i) => first + i);
      await Promise.all(batch.map((index) => openOne(port, index)));
    }
    return open.size;
  },
};
export type IdleSockets = typeof methods;
offer(methods);
