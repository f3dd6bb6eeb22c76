import type { MiddlewareHandler } from "hono";

/** What a site with a strict policy sends; the call server's origin is all that Ringline needs in it. */
export function securityHeaders(callServer: string): MiddlewareHandler {
  const socket = callServer.replace(/^http/, "ws");
  const policy = [
    "default-src 'none'",
    `script-src 'self' ${callServer}`,
    "style-src 'self'",
    `img-src 'self' ${callServer}`,
    `connect-src 'self' ${callServer} ${socket}`,
    `frame-src ${callServer}`,
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
  const allowed = `(self "${callServer}")`;
  return async (context, next) => {
    await next();
    const { headers } = context.res;
    headers.set("content-security-policy", policy);
    headers.set("x-content-type-options", "nosniff");
    headers.set("referrer-policy", "strict-origin-when-cross-origin");
    headers.set(
      "permissions-policy",
      `camera=${allowed}, microphone=${allowed}, display-capture=${allowed}, geolocation=()`,
    );
  };
}
