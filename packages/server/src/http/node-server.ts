import { createServer, type IncomingMessage, type Server } from "node:http";
import type { Duplex } from "node:stream";
import { getRequestListener } from "@hono/node-server";
import { CallError, type ErrorCode } from "@ringline/protocol";
import type { Hono } from "hono";
import type { Logger } from "../logs/logger.ts";
import { newReference } from "../logs/reference.ts";
import { toProblem } from "../operations/problem.ts";
import type { HttpEnv } from "./http-env.ts";
import type { Front } from "./http-parts.ts";

/** Milliseconds; Node's own are 60 s, 300 s, and a look every 30 s (S8). */
export interface HttpTimes {
  headersMs: number;
  requestMs: number;
  lookMs: number;
}

const HTTP_TIMES: HttpTimes = { headersMs: 10_000, requestMs: 30_000, lookMs: 1_000 };

const HEADER_BYTES = 16_384;
const KEEP_ALIVE_MS = 65_000;

export interface HttpServerOptions {
  app: Hono<HttpEnv>;
  logger: Logger;
  front?: Front;
  /** The doors beside `/v1`; `undefined`: none of them takes it. */
  aside?(request: Request, incoming: IncomingMessage): Promise<Response> | undefined;
  times?: HttpTimes;
}

/** The HTTP server, not listening yet; who serves the socket adds an `upgrade` listener. */
export function createHttpServer(options: HttpServerOptions): Server {
  const { app, front, logger, times = HTTP_TIMES } = options;
  const besides = (request: Request, { incoming }: HttpEnv["Bindings"]) =>
    incoming && options.aside?.(request, incoming);
  const listener = getRequestListener(
    (request, env) => {
      const bindings = env as HttpEnv["Bindings"];
      return front?.(request) ?? besides(request, bindings) ?? app.fetch(request, bindings);
    },
    { overrideGlobalObjects: false },
  );
  const server = createServer(
    {
      headersTimeout: times.headersMs,
      requestTimeout: times.requestMs,
      connectionsCheckingInterval: times.lookMs,
      maxHeaderSize: HEADER_BYTES,
      // Longer than a proxy keeps its connections, or the two close and send at the same moment.
      keepAliveTimeout: KEEP_ALIVE_MS,
    },
    (request, response) => void listener(request, response),
  );
  server.on("clientError", (error, socket) => refuse(error, socket, logger));
  return server;
}

/** What Node's parser could not read never becomes a request; it is answered here, while the line can still be written to. */
function refuse(error: NodeJS.ErrnoException, socket: Duplex, logger: Logger): void {
  if (!socket.writable || error.code === "ECONNRESET") {
    socket.destroy();
    return;
  }
  const { line, code } = REFUSALS[error.code ?? ""] ?? { line: "400 Bad Request" };
  const body = code
    ? JSON.stringify(toProblem(new CallError(code), { reference: newReference() }, logger))
    : "";
  const headers = "content-type: application/problem+json\r\nconnection: close\r\n";
  socket.end(`HTTP/1.1 ${line}\r\n${headers}content-length: ${body.length}\r\n\r\n${body}`);
}

const REFUSALS: Record<string, { line: string; code?: ErrorCode }> = {
  HPE_HEADER_OVERFLOW: { line: "431 Request Header Fields Too Large", code: "headers-too-large" },
  ERR_HTTP_REQUEST_TIMEOUT: { line: "408 Request Timeout" },
};

/** Connections that were kept for a next request are closed this soon after the last one's answer. */
const IDLE_LOOK_MS = 50;

/** Takes no new connection, and waits for the requests under way: 5 s unless told. */
export function closeInOrder(server: Server, mostMs = 5_000): Promise<void> {
  const cut = setTimeout(() => server.closeAllConnections(), mostMs);
  const look = setInterval(() => server.closeIdleConnections(), IDLE_LOOK_MS);
  return new Promise((resolve) => {
    server.close(() => {
      clearTimeout(cut);
      clearInterval(look);
      resolve();
    });
  });
}
