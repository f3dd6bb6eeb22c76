import { CallError } from "@ringline/protocol";
import { Hono, type MiddlewareHandler } from "hono";
import { adminRoutes } from "./admin-page.ts";
import { problemAnswer } from "./answer.ts";
import { connectorRoutes } from "./connector-routes.ts";
import { fileRoutes } from "./file-routes.ts";
import { healthRoutes } from "./health-routes.ts";
import type { HttpEnv } from "./http-env.ts";
import type { HttpParts } from "./http-parts.ts";
import type { HttpMetrics } from "./metrics.ts";
import { openApiRoutes } from "./openapi/routes.ts";
import { restRoutes } from "./rest.ts";
import { refuseManyHeaders, securityHeaders } from "./security-headers.ts";
import { siteRoute } from "./site-route.ts";

/** The REST door, health, and what browsers load. The socket is not here: it is an upgrade of the same server. */
export function createHttpApp(parts: HttpParts): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  app.use(count(parts.metrics), securityHeaders(parts.publicUrl), refuseManyHeaders);
  app.route("/", healthRoutes(parts.readiness));
  app.route("/", openApiRoutes(parts));
  app.route("/", siteRoute(parts));
  app.route("/", restRoutes(parts));
  if (!parts.isAdminApart) app.route("/", adminRoutes(parts));
  app.route("/", fileRoutes(parts));
  app.route("/", connectorRoutes(parts));
  app.notFound(() => problemAnswer(new CallError("not-found"), parts.logger));
  app.onError((error, context) => problemAnswer(error, parts.logger, context.get("asked")));
  return app;
}

function count(metrics: HttpMetrics): MiddlewareHandler<HttpEnv> {
  return async (context, next) => {
    const started = performance.now();
    await next();
    const route = context.get("route") ?? "other";
    metrics.requests.inc({ route, status: String(context.res.status) });
    metrics.seconds.observe({ route }, (performance.now() - started) / 1_000);
  };
}
