import { CallError } from "@ringline/protocol";
import type { MiddlewareHandler } from "hono";
import type { Origins } from "../auth/origins.ts";

const METHODS = "GET, POST, PUT, DELETE";
const PREFLIGHT_SECONDS = "600";

/**
 * Lets the pages of the configured origins ask. Never `*` and never with credentials: the token is in a header. A page of
 * another origin is refused even where the browser would only have kept the answer from it.
 */
export function cors(origins: Origins): MiddlewareHandler {
  return async (context, next) => {
    context.header("vary", "Origin", { append: true });
    const origin = context.req.header("origin");
    if (origin === undefined) return next();
    if (!origins.allows(origin)) throw new CallError("origin-denied");
    context.header("access-control-allow-origin", origin);
    context.header("access-control-expose-headers", "retry-after");
    if (!isPreflight(context.req)) return next();
    context.header("access-control-allow-methods", METHODS);
    context.header("access-control-allow-headers", "authorization, content-type");
    context.header("access-control-max-age", PREFLIGHT_SECONDS);
    return context.body(null, 204);
  };
}

function isPreflight(request: { method: string; header(name: string): string | undefined }) {
  return (
    request.method === "OPTIONS" && request.header("access-control-request-method") !== undefined
  );
}
