import { Hono } from "hono";
import { jsonAnswer } from "./answer.ts";
import type { HttpEnv } from "./http-env.ts";
import type { Readiness } from "./readiness.ts";

/** `/livez` asks nobody: a database that is away must not make an orchestrator kill the process. */
export function healthRoutes(readiness: Readiness): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  app.get("/livez", (context) => {
    context.set("route", "livez");
    return jsonAnswer({ alive: true });
  });
  app.get("/readyz", async (context) => {
    context.set("route", "readyz");
    const report = await readiness.report();
    const answer = jsonAnswer(report, report.ready ? 200 : 503);
    if (!report.ready) answer.headers.set("retry-after", "1");
    return answer;
  });
  return app;
}
