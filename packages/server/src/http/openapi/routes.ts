import { Hono } from "hono";
import type { HttpEnv } from "../http-env.ts";
import type { HttpParts } from "../http-parts.ts";
import { openApiDocument } from "./document.ts";
import { openApiPage, PAGE_POLICY } from "./page.ts";

const FOR_MINUTES = { "cache-control": "public, max-age=300" };

/** The API in a form that programs read, and one that people read. Anybody may: both say nothing of this server's people. */
export function openApiRoutes({ publicUrl, version }: Pick<HttpParts, "publicUrl" | "version">) {
  const app = new Hono<HttpEnv>();
  const document = openApiDocument(publicUrl, version);
  const json = JSON.stringify(document);
  const page = openApiPage(document);
  app.get("/v1/openapi.json", (context) => {
    context.set("route", "openapi");
    const cors = {
      "access-control-allow-origin": "*",
      "cross-origin-resource-policy": "cross-origin",
    };
    return context.body(json, 200, { "content-type": "application/json", ...FOR_MINUTES, ...cors });
  });
  app.get("/v1/docs", (context) => {
    context.set("route", "api-page");
    const headers = { "content-security-policy": PAGE_POLICY, ...FOR_MINUTES };
    return context.html(page, 200, headers);
  });
  app.get("/v1/", (context) => context.redirect("/v1/docs"));
  return app;
}
