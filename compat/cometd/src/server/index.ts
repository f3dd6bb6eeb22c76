import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { Bayeux } from "./bayeux.ts";
import { enter } from "./enter.ts";
import { COMETD_LIMITS, type CometdLimits } from "./limits.ts";
import { type AllowsOrigin, longPolling } from "./long-polling.ts";
import { signIn } from "./sign-in.ts";
import { WebSockets } from "./web-socket.ts";

export type { CometdLimits } from "./limits.ts";

export interface CometdOptions {
  /** The call server's URL as this process reaches it; asked for at each handshake. */
  server(): string;
  /** Whose pages may come, as at `/v1`. */
  allows: AllowsOrigin;
  limits?: Partial<CometdLimits>;
  logger?: { error(fields: object, words: string): void };
}

/** The Bayeux door at `/cometd`. */
export interface Cometd {
  /** How many sessions are open. */
  readonly size: number;
  /** Answers what is for this door; `undefined`: it is for somebody else. `address`: who is at the other end, as limits count it. */
  request(request: Request, address: string): Promise<Response> | undefined;
  /** Takes over an upgrade that is for this door; answers whether it did. */
  upgrade(
    request: IncomingMessage,
    socket: Duplex,
    how: { head: Buffer; address: string },
  ): boolean;
  /** Sends everybody away, to come back; idempotent. */
  close(): void;
}

/** Also what its clients append to it: `/cometd/connect`, and the older product's `/cometd/cometd`. */
const PATH = /^\/cometd(\/cometd)?(\/(handshake|connect|disconnect)?)?$/;

/**
 * Makes a Bayeux door in front of a call server: CometD's clients over WebSocket and long-polling, each session one client of
 * the call server with the token that it showed. @see docs/cometd.md
 */
export function createCometd(options: CometdOptions): Cometd {
  const limits = { ...COMETD_LIMITS, ...options.limits };
  const { allows, logger } = options;
  const onFailure = (error: unknown, channel: string) =>
    logger?.error({ err: error, channel }, "a Bayeux message could not be done");
  const check = (token: string | undefined) => signIn(token, { server: options.server(), limits });
  const bayeux = new Bayeux({
    limits,
    signIn: check,
    enter: (who, session) =>
      enter(who, session, { server: options.server(), limits, signIn: check, onFailure }),
    onFailure,
  });
  const sockets = new WebSockets(bayeux, limits);
  return {
    get size() {
      return bayeux.size;
    },
    request: (request, address) => {
      if (!isOurs(request.url)) return undefined;
      return longPolling(request, address, { bayeux, allows, limits });
    },
    upgrade: (request, socket, { head, address }) => {
      if (!isOurs(request.url)) return false;
      const { origin } = request.headers;
      if (origin !== undefined && !allows(origin)) refuseUpgrade(socket, "403 Forbidden");
      else if (!sockets.hasRoom(address)) refuseUpgrade(socket, "429 Too Many Requests");
      else sockets.upgrade(request, { socket, head, address });
      return true;
    },
    close: () => {
      bayeux.close();
      sockets.close();
    },
  };
}

function isOurs(url = ""): boolean {
  return PATH.test(URL.parse(url, "http://host")?.pathname ?? "");
}

function refuseUpgrade(socket: Duplex, status: string): void {
  socket.on("error", () => {});
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
