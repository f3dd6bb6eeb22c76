import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type WebSocket, WebSocketServer } from "ws";
import { offer } from "../workers/methods.ts";
import { serveBarePage } from "./bare-site.ts";
import { usage } from "./usage.ts";

/** The reference: `ws` and JSON, nothing else. A socket names its room first; what it sends goes to the others there. */
const rooms = new Map<string, Set<WebSocket>>();
const http = createServer(serveBarePage).listen(0, "127.0.0.1");
const sockets = new WebSocketServer({
  server: http,
  perMessageDeflate: false,
  maxPayload: 65_536,
});

sockets.on("connection", (socket) => {
  let room: Set<WebSocket> | undefined;
  socket.on("message", (text: Buffer) => {
    const message = JSON.parse(text.toString()) as { room?: string; body?: unknown };
    if (room) pass(room, socket, message);
    else room = enter(String(message.room), socket);
  });
  socket.on("close", () => room?.delete(socket));
});

function enter(name: string, socket: WebSocket): Set<WebSocket> {
  const room = rooms.get(name) ?? new Set();
  rooms.set(name, room.add(socket));
  return room;
}

function pass(room: Set<WebSocket>, from: WebSocket, message: { body?: unknown }): void {
  const text = JSON.stringify({ type: "relay", body: message.body });
  for (const socket of room) if (socket !== from) socket.send(text);
}

await once(http, "listening");
const methods = {
  ...usage,
  port: () => (http.address() as AddressInfo).port,
  sockets: () => sockets.clients.size,
};
export type BareServer = typeof methods;
offer(methods);
