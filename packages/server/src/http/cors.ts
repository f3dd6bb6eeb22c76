import { CallError } from "@ringline/protocol";
import type { MiddlewareHandler } from "hono";
import { problemAnswer } from "./answer.ts";
import type { HttpParts } from "./http-parts.ts";

const PREFLIGHT = {
  "access-control-allow-methods": "GET, POST, PUT, DELETE",
  "access-control-allow-headers": "authorization, content-type",
  "access-control-max-age": "600",
};

/**
 * Lets the pages of the configured origins ask. Never `*` and never with credentials: the token is in a header. A page of
 * another origin is refused even where the browser would only have kept the answer from it.
 */
export function cors({
  origins,
  logger,
}: Pick<HttpParts, "origins" | "logger">): MiddlewareHandler {
  return async (context, next) => {
    const origin = context.req.header("origin");
    const isListed = origin !== undefined && origins.allows(origin);
    if (origin !== undefined && !isListed)
      context.res = problemAnswer(new CallError("origin-denied"), logger);
    else if (isListed && isPreflight(context.req))
      context.res = new Response(null, { status: 204, headers: PREFLIGHT });
    else await next();
    const { headers } = context.res;
    headers.append("vary", "Origin");
    if (!isListed) return;
    headers.set("access-control-allow-origin", origin);
    headers.set("access-control-expose-headers", "retry-after");
  };
}

function isPreflight(request: { method: string; header(name: string): string | undefined }) {
  return (
    request.method === "OPTIONS" && request.header("access-control-request-method") !== undefined
  );
}
