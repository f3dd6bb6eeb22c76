import { CallError, OPERATIONS, type OperationName } from "@ringline/protocol";
import { type Context, Hono } from "hono";
import { askedOf } from "../operations/problem.ts";
import { jsonAnswer, problemAnswer } from "./answer.ts";
import { askerOf } from "./bearer.ts";
import { cors } from "./cors.ts";
import type { HttpEnv } from "./http-env.ts";
import type { HttpParts } from "./http-parts.ts";
import { readBody } from "./read-body.ts";
import { queryInput, refuseTokenInUrl, withPath } from "./rest-input.ts";

const entries = Object.entries(OPERATIONS) as [OperationName, (typeof OPERATIONS)[OperationName]][];

/** Every operation of the protocol by its method and path. */
export function restRoutes(parts: HttpParts): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  app.use("/v1/*", cors(parts));
  for (const [name, { rest }] of entries)
    app.on(rest.method, honoPath(rest.path), (context) => {
      context.set("route", name);
      return answer(name, context, parts);
    });
  for (const [path, methods] of methodsByPath())
    app.all(path, () => {
      const error = new CallError("method-not-allowed", { detail: methods });
      return problemAnswer(error, parts.logger, { headers: { allow: methods } });
    });
  return app;
}

async function answer(name: OperationName, context: Context<HttpEnv>, parts: HttpParts) {
  const query = new URL(context.req.url).searchParams;
  refuseTokenInUrl(query);
  const asker = await askerOf(name, context, parts);
  const input =
    context.req.method === "GET" ? queryInput(name, query) : await bodyInput(context, query);
  const whole = withPath(input, context.req.param());
  context.set("asked", askedOf(name, whole, asker));
  return jsonAnswer(await parts.run(name, whole, asker));
}

async function bodyInput(context: Context, query: URLSearchParams) {
  if (query.size > 0) throw new CallError("unknown-field", { detail: "the input is the body" });
  return readBody(context.req.raw);
}

function honoPath(path: string): string {
  return path.replace(/\{(\w+)\}/g, ":$1");
}

function methodsByPath(): Map<string, string> {
  const byPath = Map.groupBy(entries, ([, { rest }]) => honoPath(rest.path));
  const methods = (group: typeof entries) => group.map(([, { rest }]) => rest.method).join(", ");
  return new Map([...byPath].map(([path, group]) => [path, methods(group)]));
}
