import { CallError } from "@ringline/protocol";
import { Hono } from "hono";
import type { Origins } from "../auth/origins.ts";
import { adminRoutes } from "./admin-page.ts";
import { problemAnswer } from "./answer.ts";
import { healthRoutes } from "./health-routes.ts";
import type { HttpEnv } from "./http-env.ts";
import type { HttpParts } from "./http-parts.ts";
import { openApiRoutes } from "./openapi/routes.ts";
import { restRoutes } from "./rest.ts";
import { refuseManyHeaders, securityHeaders } from "./security-headers.ts";

/** The administration page and the API that it asks, on an origin of their own: no other page of this server can reach into it. */
export function createAdminApp(parts: HttpParts): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  app.use(securityHeaders(parts.publicUrl), refuseManyHeaders);
  app.route("/", healthRoutes(parts.readiness));
  app.route("/", openApiRoutes(parts));
  app.use("/v1/*", async (context, next) => {
    const origin = context.req.header("origin");
    if (origin !== undefined && !isOwn(origin, context.req.header("host")))
      throw new CallError("origin-denied");
    await next();
  });
  app.route("/", restRoutes({ ...parts, origins: EVERY }));
  app.route("/", adminRoutes(parts));
  app.notFound(() => problemAnswer(new CallError("not-found"), parts.logger));
  app.onError((error) => problemAnswer(error, parts.logger));
  return app;
}

/** Which one is its own is known by the request alone: behind a proxy it has a name that no setting tells. */
const EVERY: Origins = { listed: [], allows: () => true };

function isOwn(origin: string, host: string | undefined): boolean {
  return URL.canParse(origin) && new URL(origin).host === host;
}
