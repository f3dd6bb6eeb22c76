import { CallError } from "@ringline/protocol";
import { type Context, Hono } from "hono";
import { callPageHeaders } from "./call-page.ts";
import { fileAnswer } from "./file-answer.ts";
import type { HttpEnv } from "./http-env.ts";
import type { HttpParts } from "./http-parts.ts";

/** Any page may load the script, also with `integrity`, under `require-corp`, and from its own origin's cache. */
const FOR_FOREIGN_PAGES = {
  "access-control-allow-origin": "*",
  "cross-origin-resource-policy": "cross-origin",
};

/** The script that sites add, what it loads later, and the call page. */
export function fileRoutes(parts: HttpParts): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  const serve = (context: Context<HttpEnv>, path: string, headers?: Record<string, string>) => {
    const file = parts.files.get(path);
    if (!file) throw new CallError("not-found");
    return fileAnswer(file, context.req.raw, headers);
  };
  app.get("/ringline.js", (context) => {
    context.set("route", "script");
    return serve(context, "ringline.js", FOR_FOREIGN_PAGES);
  });
  app.get("/chunks/:file", (context) => {
    context.set("route", "chunk");
    return serve(context, `chunks/${context.req.param("file")}`, FOR_FOREIGN_PAGES);
  });
  app.get("/call", (context) => {
    context.set("route", "call-page");
    return serve(context, "call/index.html", callPageHeaders(parts));
  });
  app.get("/call/*", (context) => {
    context.set("route", "call-file");
    const path = context.req.path.slice(1);
    if (path.endsWith(".html")) throw new CallError("not-found");
    return serve(context, path);
  });
  return app;
}
