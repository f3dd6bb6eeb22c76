import { Hono } from "hono";
import { jsonAnswer } from "./answer.ts";
import type { HttpEnv } from "./http-env.ts";
import type { HttpParts } from "./http-parts.ts";

/**
 * Whether pages of an origin belong to the site. The call page asks before it opens microphone and camera without a press:
 * who else links to it must not be able to switch them on (S49).
 */
export function siteRoute({ origins }: Pick<HttpParts, "origins">): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  app.get("/v1/site", (context) => {
    context.set("route", "site");
    return jsonAnswer({ isSite: origins.allows(context.req.query("origin") ?? "") });
  });
  return app;
}
