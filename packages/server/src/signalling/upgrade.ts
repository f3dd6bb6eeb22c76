import type { IncomingMessage } from "node:http";
import { STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import { CallError } from "@ringline/protocol";
import type { Origins } from "../auth/origins.ts";
import type { Logger } from "../logs/logger.ts";
import { newReference } from "../logs/reference.ts";
import { toProblem } from "../operations/problem.ts";

const PATH = "/v1/socket";
const TOKEN_FIELDS = ["token", "access_token", "jwt", "authorization"];

interface UpgradeState {
  origins: Origins;
  isDraining: boolean;
  /** How long this address must wait before its next socket. */
  waitMs: number;
}

/** Why this upgrade is refused, if it is. Without an `Origin` it is no browser: then the token alone decides. (S1–S3) */
export function refusalOf(request: IncomingMessage, state: UpgradeState): CallError | undefined {
  const url = URL.parse(request.url ?? "", "http://host");
  if (url?.pathname !== PATH) return new CallError("not-found");
  if (TOKEN_FIELDS.some((field) => url.searchParams.has(field)))
    return new CallError("token-in-url");
  const { origin } = request.headers;
  if (origin !== undefined && !state.origins.allows(origin)) return new CallError("origin-denied");
  if (state.isDraining) return new CallError("draining", { retryAfterMs: 1_000 });
  return state.waitMs > 0
    ? new CallError("rate-limited", { retryAfterMs: state.waitMs })
    : undefined;
}

/** Answers an upgrade with a problem instead of a socket. */
export function refuseUpgrade(socket: Duplex, refusal: CallError, logger: Logger): void {
  const problem = toProblem(refusal, { reference: newReference() }, logger);
  const body = JSON.stringify(problem);
  const head = [
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status] ?? ""}`,
    "Content-Type: application/problem+json",
    `Content-Length: ${Buffer.byteLength(body)}`,
    "X-Content-Type-Options: nosniff",
    "Connection: close",
  ];
  socket.on("error", () => {});
  socket.end(`${head.join("\r\n")}\r\n\r\n${body}`);
}
