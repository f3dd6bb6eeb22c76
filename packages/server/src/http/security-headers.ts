import { CallError } from "@ringline/protocol";
import type { MiddlewareHandler } from "hono";
import type { HttpEnv } from "./http-env.ts";

/** Node takes 16 kB of header; nobody honest sends so many lines. */
const MOST_HEADERS = 100;

const FOR_ALL: Record<string, string> = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "camera=(), microphone=(), display-capture=(), geolocation=()",
};

const ONE_YEAR = "max-age=31536000";

/** On every answer; what serves a page or a script sets its own over them. */
export function securityHeaders(publicUrl: string): MiddlewareHandler<HttpEnv> {
  const isHttps = publicUrl.startsWith("https:");
  const headers = { ...FOR_ALL, ...(isHttps && { "strict-transport-security": ONE_YEAR }) };
  return async (context, next) => {
    await next();
    for (const [name, value] of Object.entries(headers))
      if (!context.res.headers.has(name)) context.header(name, value);
  };
}

/** @throws {CallError} headers-too-large */
export const refuseManyHeaders: MiddlewareHandler<HttpEnv> = async ({ env }, next) => {
  const lines = (env?.incoming?.rawHeaders.length ?? 0) / 2;
  if (lines > MOST_HEADERS)
    throw new CallError("headers-too-large", { detail: `more than ${MOST_HEADERS} headers` });
  await next();
};
