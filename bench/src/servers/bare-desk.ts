import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { WebSocketServer } from "ws";
import { offer } from "../workers/methods.ts";
import { runStep } from "./bare-calls.ts";

/** One transaction of SQLite per command that comes over a socket, answered when it is durable; nothing else. */
const sockets = new WebSocketServer({ port: 0, host: "127.0.0.1", perMessageDeflate: false });
sockets.on("connection", (socket) => {
  socket.on("message", (text: Buffer) => {
    const { id, step } = JSON.parse(text.toString()) as { id: string; step: number };
    runStep(id, step);
    socket.send(JSON.stringify({ id, step }));
  });
});

await once(sockets, "listening");
const methods = { port: () => (sockets.address() as AddressInfo).port };
export type BareDesk = typeof methods;
offer(methods);
