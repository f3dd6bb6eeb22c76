import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { type RawData, type WebSocket, WebSocketServer } from "ws";
import { Allowance } from "./allowance.ts";
import type { Bayeux } from "./bayeux.ts";
import type { CometdLimits } from "./limits.ts";
import { BadMessage, type Reply, readMessages } from "./message.ts";
import { BROKEN, UNSENT } from "./session.ts";

/** With this much on its way to a client that does not take it, the rest waits in its session. Bytes. */
const WAITING_BYTES = 1_048_576;
/** Frames that hold no messages, before the socket is closed. */
const BAD_FRAMES = 5;
/** WebSocket's own codes: there was no goodbye; a policy is broken; come again later. */
const CLOSE = { none: 1_006, policy: 1_008, restart: 1_012 } as const;

export interface Upgrade {
  socket: Duplex;
  head: Buffer;
  /** Who is at the other end, as limits count it. */
  address: string;
}

/** Bayeux over WebSocket: each frame is a list of messages. */
export class WebSockets {
  readonly #bayeux: Bayeux;
  readonly #limits: CometdLimits;
  readonly #server: WebSocketServer;
  /** Open sockets, by address. */
  readonly #counts = new Map<string, number>();

  constructor(bayeux: Bayeux, limits: CometdLimits) {
    this.#bayeux = bayeux;
    this.#limits = limits;
    this.#server = new WebSocketServer({
      noServer: true,
      perMessageDeflate: false,
      maxPayload: limits.bodyBytes,
      maxFragments: 64,
      maxBufferedChunks: 256,
    });
  }

  /** Whether there is room for one more socket of this address. */
  hasRoom(address: string): boolean {
    return (this.#counts.get(address) ?? 0) < this.#limits.sessionsPerAddress;
  }

  upgrade(request: IncomingMessage, { socket, head, address }: Upgrade): void {
    this.#server.handleUpgrade(request, socket, head, (opened) => this.#serve(opened, address));
  }

  close(): void {
    for (const socket of this.#server.clients) socket.close(CLOSE.restart);
  }

  #serve(socket: WebSocket, address: string): void {
    this.#count(address, 1);
    const gone = new AbortController();
    const send = (replies: readonly Reply[]) => sendOn(socket, replies);
    const reply = (replies: readonly Reply[]) => {
      if (send(replies) || socket.readyState !== socket.OPEN) return;
      // Its client would wait for this answer in vain: it is to come back, and is told then.
      gone.abort(UNSENT);
      socket.terminate();
    };
    const from = { address, signal: gone.signal, send };
    const { holdMs, absenceMs } = this.#limits;
    // A client with a session connects again after each hold.
    const quiet = setTimeout(() => socket.terminate(), holdMs + absenceMs);
    const manners = new Manners(socket, this.#limits);
    socket.on("message", (data, isBinary) => {
      quiet.refresh();
      if (!manners.isFine()) return;
      const messages = this.#read(data, isBinary);
      if (messages instanceof BadMessage) {
        reply([messages.reply]);
        manners.badFrame();
        return;
      }
      for (const one of messages)
        if (one instanceof BadMessage) reply([one.reply]);
        else void this.#bayeux.take(one, from).then(reply);
    });
    // What is wrong with a socket is told by its close.
    socket.on("error", () => {});
    socket.on("close", (code) => {
      clearTimeout(quiet);
      this.#count(address, -1);
      gone.abort(code === CLOSE.none ? BROKEN : undefined);
    });
  }

  #read(data: RawData, isBinary: boolean) {
    if (isBinary) return new BadMessage("Frames are text");
    try {
      return readMessages(data.toString(), this.#limits);
    } catch (error) {
      if (error instanceof BadMessage) return error;
      throw error;
    }
  }

  #count(address: string, change: number): void {
    const count = (this.#counts.get(address) ?? 0) + change;
    if (count > 0) this.#counts.set(address, count);
    else this.#counts.delete(address);
  }
}

/** Sends a socket away that sends too much, or what is no message. */
class Manners {
  #badFrames = 0;
  readonly #socket: WebSocket;
  readonly #frames: Allowance;

  constructor(socket: WebSocket, { messagesPerSecond, messageBurst }: CometdLimits) {
    this.#socket = socket;
    this.#frames = new Allowance(2 * messagesPerSecond, 2 * messageBurst);
  }

  isFine(): boolean {
    const isFine = this.#frames.take();
    if (!isFine) this.#socket.close(CLOSE.policy, "too many frames");
    return isFine;
  }

  badFrame(): void {
    this.#badFrames += 1;
    if (this.#badFrames > BAD_FRAMES) this.#socket.close(CLOSE.policy, "too many bad frames");
  }
}

function sendOn(socket: WebSocket, replies: readonly Reply[]): boolean {
  if (socket.readyState !== socket.OPEN || socket.bufferedAmount > WAITING_BYTES) return false;
  if (replies.length > 0) socket.send(JSON.stringify(replies));
  return true;
}
