import { CallError } from "@ringline/protocol";
import { type Context, Hono } from "hono";
import { fileAnswer } from "./file-answer.ts";
import type { HttpEnv } from "./http-env.ts";
import type { HttpParts } from "./http-parts.ts";

/**
 * Nothing of the page comes from elsewhere, it stands in no frame, and no page that opened it keeps a handle on it. What it may
 * do it may by the token that it holds in memory. Portraits come from wherever the site keeps them.
 */
const HEADERS = {
  "content-security-policy": [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "connect-src 'self'",
    "img-src 'self' https: data:",
    "frame-ancestors 'none'",
    "form-action 'none'",
    "base-uri 'none'",
    "object-src 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types lit-html",
  ].join("; "),
  "cross-origin-opener-policy": "same-origin",
  "cache-control": "no-cache",
};

/** The administration page. */
export function adminRoutes({ files }: Pick<HttpParts, "files">): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  const serve = (context: Context<HttpEnv>, path: string, headers?: Record<string, string>) => {
    const file = files.get(path);
    if (!file) throw new CallError("not-found");
    return fileAnswer(file, context.req.raw, headers);
  };
  app.get("/admin", (context) => context.redirect("/admin/"));
  app.get("/admin/", (context) => {
    context.set("route", "admin-page");
    return serve(context, "admin/index.html", HEADERS);
  });
  app.get("/admin/:path{.+}", (context) => {
    context.set("route", "admin-file");
    const path = context.req.path.slice(1);
    if (path.endsWith(".html")) throw new CallError("not-found");
    return serve(context, path);
  });
  return app;
}
