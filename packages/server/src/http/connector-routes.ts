import { CallError, type Person } from "@ringline/protocol";
import { type Context, Hono } from "hono";
import { personOf as bearerPerson } from "./bearer.ts";
import { cors } from "./cors.ts";
import type { HttpEnv } from "./http-env.ts";
import type { HttpParts } from "./http-parts.ts";
import { readAnyBody } from "./read-body.ts";

/** What a connector gets to see of a request: neither who asks by their token nor any cookie. */
const SECRETS = ["authorization", "cookie", "proxy-authorization"];
/** What it may not answer: cookies of ours, and who may read the answer. */
const OURS =
  /^(set-cookie|access-control-|strict-transport-security|content-encoding|transfer-encoding|connection$)/;

/** The connectors' own routes, behind their files: pages, webhooks, questions of their browser halves. */
export function connectorRoutes(parts: HttpParts): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  app.use("/connectors/*", cors(parts));
  app.all("/connectors/:id/*", async (context) => {
    context.set("route", "connector");
    const person = await personOf(context, parts);
    const request = await requestFor(context.req.raw);
    const answer = await parts.connectorRequest(context.req.param("id"), request, person);
    if (answer === undefined) throw new CallError("not-found");
    return answerOf(answer);
  });
  return app;
}

/** Nobody where no token is shown. @throws {CallError} 401 for a token that does not hold */
async function personOf(context: Context<HttpEnv>, parts: HttpParts): Promise<Person | undefined> {
  const authorization = context.req.header("authorization");
  if (!/^bearer /i.test(authorization ?? "")) return undefined;
  return bearerPerson(context, parts);
}

/** The same, whole and without secrets. @throws {CallError} too-big */
async function requestFor(request: Request): Promise<Request> {
  const headers = new Headers(request.headers);
  for (const name of SECRETS) headers.delete(name);
  const { method, url } = request;
  const body = method === "GET" || method === "HEAD" ? null : await readAnyBody(request);
  return new Request(url, { method, headers, body });
}

function answerOf(answer: Response): Response {
  const kept = [...answer.headers].filter(([name]) => !OURS.test(name));
  return new Response(answer.body, { status: answer.status, headers: kept });
}
