import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, it } from "vitest";
import { WebSocket } from "ws";
import { Bayeux } from "./bayeux.ts";
import { COMETD_LIMITS } from "./limits.ts";
import type { Reply } from "./message.ts";
import type { Session } from "./session.ts";
import { WebSockets } from "./web-socket.ts";

const LIMITS = { ...COMETD_LIMITS, holdMs: 500, queueBytes: 1e9, queueMessages: 1e6 };
const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

/** A door on a port, and the session of whoever came last. */
async function door() {
  const sessions: Session[] = [];
  const bayeux = new Bayeux({
    limits: LIMITS,
    signIn: async () => ({ token: "t", person: "anna", expiresAt: Date.now() + 60_000 }),
    enter: async (_who, session) => {
      sessions.push(session);
      return {
        subscribe: async () => {},
        unsubscribe: () => {},
        publish: async () => {},
        renew: async () => {},
        close: () => {},
      };
    },
    onFailure: () => {},
  });
  const sockets = new WebSockets(bayeux, LIMITS);
  const server = createServer();
  server.on("upgrade", (request, socket, head) =>
    sockets.upgrade(request, { socket, head, address: "192.0.2.1" }),
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closers.push(() => {
    bayeux.close();
    server.close();
    server.closeAllConnections();
  });
  return { sessions, url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

async function client(url: string) {
  const socket = new WebSocket(url);
  closers.push(() => socket.terminate());
  await new Promise((resolve) => socket.once("open", resolve));
  const send = (message: object) => socket.send(JSON.stringify([message]));
  const ask = (message: object) =>
    new Promise<Reply>((resolve) => {
      socket.once("message", (text) => resolve(JSON.parse(String(text))[0]));
      send(message);
    });
  return { socket, send, ask };
}

it("[BAYEUX8] sends a client away that takes no answers, and tells it when it comes back", async () => {
  const { sessions, url } = await door();
  const anna = await client(url);
  const { clientId } = await anna.ask({
    channel: "/meta/handshake",
    version: "1.0",
    supportedConnectionTypes: ["websocket"],
  });
  const connect = { channel: "/meta/connect", clientId, connectionType: "websocket" };
  anna.send(connect);
  await new Promise((resolve) => setTimeout(resolve, 100));
  anna.socket.pause();
  const closed = new Promise((resolve) => anna.socket.once("close", resolve));

  // More than the two ends of a socket hold.
  for (let n = 0; n < 400; n += 1)
    sessions[0]?.deliver({ channel: "/news", data: "x".repeat(65_536) });
  await new Promise((resolve) => setTimeout(resolve, 2 * LIMITS.holdMs));
  anna.socket.resume();
  await closed;

  const again = await client(url);
  expect(await again.ask(connect)).toMatchObject({
    successful: false,
    error: expect.stringContaining("Messages were lost"),
    advice: { reconnect: "handshake" },
  });
});
