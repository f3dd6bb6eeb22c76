import type { Bayeux } from "./bayeux.ts";
import type { CometdLimits } from "./limits.ts";
import { BadMessage, type Reply, readMessages } from "./message.ts";

/** Whether pages of this origin may speak to the server. */
export type AllowsOrigin = (origin: string) => boolean;

interface LongPollingOptions {
  bayeux: Bayeux;
  allows: AllowsOrigin;
  limits: CometdLimits;
}

const JSON_TYPE = { "content-type": "application/json; charset=utf-8" };
const PREFLIGHT = {
  "access-control-allow-methods": "POST",
  "access-control-allow-headers": "content-type",
  "access-control-max-age": "600",
};

/** Bayeux over HTTP: messages are posted, and the answer to a connect is held. Without an `Origin` it is no browser. */
export async function longPolling(
  request: Request,
  address: string,
  options: LongPollingOptions,
): Promise<Response> {
  const origin = request.headers.get("origin");
  if (origin !== null && !options.allows(origin)) return plain(403, "This origin is not listed.");
  const answer = await answerTo(request, address, options);
  answer.headers.set("vary", "Origin");
  answer.headers.set("cache-control", "no-store");
  answer.headers.set("x-content-type-options", "nosniff");
  if (origin === null) return answer;
  answer.headers.set("access-control-allow-origin", origin);
  // Its client asks with credentials; there are no cookies here that could be one.
  answer.headers.set("access-control-allow-credentials", "true");
  return answer;
}

async function answerTo(
  request: Request,
  address: string,
  { bayeux, limits }: LongPollingOptions,
): Promise<Response> {
  if (request.method === "OPTIONS") return new Response(null, { status: 204, headers: PREFLIGHT });
  if (request.method !== "POST") return plain(405, "Messages are posted.", { allow: "POST" });
  if (!/^application\/json\b/.test(request.headers.get("content-type") ?? ""))
    return plain(415, "Messages are application/json.");
  const body = await readBody(request, limits.bodyBytes);
  if (body === undefined) return plain(413, "The body is too long.");
  try {
    const { signal } = request;
    const taken = readMessages(body, limits).map((one) =>
      one instanceof BadMessage ? [one.reply] : bayeux.take(one, { address, signal }),
    );
    return json(200, (await Promise.all(taken)).flat());
  } catch (error) {
    if (error instanceof BadMessage) return json(400, [error.reply]);
    throw error;
  }
}

/** Nothing when it is longer than that; what comes after is not read. */
async function readBody(request: Request, most: number): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of request.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > most) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

function json(status: number, replies: readonly Reply[]): Response {
  return new Response(JSON.stringify(replies), { status, headers: JSON_TYPE });
}

function plain(status: number, words: string, headers: Record<string, string> = {}): Response {
  const type = { "content-type": "text/plain; charset=utf-8" };
  return new Response(`${words}\n`, { status, headers: { ...type, ...headers } });
}
