import { CallError } from "@ringline/protocol";
import { type Context, Hono } from "hono";
import { callPageHeaders } from "./call-page.ts";
import { withConnectors } from "./connector-links.ts";
import { fileAnswer } from "./file-answer.ts";
import type { HttpEnv } from "./http-env.ts";
import type { HttpParts } from "./http-parts.ts";

/** Any page may load the script, also with `integrity`, under `require-corp`, and from its own origin's cache. */
const FOR_FOREIGN_PAGES = {
  "access-control-allow-origin": "*",
  "cross-origin-resource-policy": "cross-origin",
};

/** What sites add to their pages: ours, and two of an older API for pages that were written for it. */
const SCRIPTS = ["ringline.js", "exo-webconferencing.js", "exo-cometd.js"];

/** The scripts that sites add, what it loads later, the call page, and the connectors' browser halves. */
export function fileRoutes(parts: HttpParts): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  const serve = (context: Context<HttpEnv>, path: string, headers?: Record<string, string>) => {
    const file = parts.files.get(path);
    if (!file) throw new CallError("not-found");
    return fileAnswer(file, context.req.raw, headers);
  };
  for (const script of SCRIPTS) {
    app.get(`/${script}`, (context) => {
      context.set("route", "script");
      return serve(context, script, FOR_FOREIGN_PAGES);
    });
  }
  app.get("/chunks/:file", (context) => {
    context.set("route", "chunk");
    return serve(context, `chunks/${context.req.param("file")}`, FOR_FOREIGN_PAGES);
  });
  app.get("/call", async (context) => {
    context.set("route", "call-page");
    const page = parts.files.get("call/index.html");
    if (!page) throw new CallError("not-found");
    const file = withConnectors(page, await parts.connectorPages.addresses());
    return fileAnswer(file, context.req.raw, callPageHeaders(parts));
  });
  app.get("/connectors/:id/:path{.+}", async (context, next) => {
    const { id, path } = context.req.param();
    const half = await parts.connectorPages.of(id);
    const file = half?.files.get(path);
    if (!half || !file) return next();
    context.set("route", "connector-file");
    // The address that pages are told names the version; any other must be asked again each time.
    const isCurrent = context.req.query("v") === half.version;
    const cache: Record<string, string> = isCurrent ? {} : { "cache-control": "no-cache" };
    return fileAnswer({ ...file, isImmutable: isCurrent }, context.req.raw, {
      ...FOR_FOREIGN_PAGES,
      ...cache,
    });
  });
  app.get("/call/*", (context) => {
    context.set("route", "call-file");
    const path = context.req.path.slice(1);
    if (path.endsWith(".html")) throw new CallError("not-found");
    return serve(context, path);
  });
  return app;
}
