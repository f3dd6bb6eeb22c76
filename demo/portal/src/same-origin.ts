import type { MiddlewareHandler } from "hono";

/**
 * Lets a request pass that a page of this site made, and no other: the browser says so in `Sec-Fetch-Site`, older ones in
 * `Origin`. Cookies alone prove nothing, for they come along with everybody's requests.
 */
export function sameOriginOnly(origin: string): MiddlewareHandler {
  return async (context, next) => {
    const site = context.req.header("sec-fetch-site");
    const from = context.req.header("origin");
    const isForeign = (site ?? "same-origin") !== "same-origin" || (from ?? origin) !== origin;
    if (isForeign || (site === undefined && from === undefined)) {
      return context.text("Only pages of this site may ask for that.", 403);
    }
    await next();
    return undefined;
  };
}
