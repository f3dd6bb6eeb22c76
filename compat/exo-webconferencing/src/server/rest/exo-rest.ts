import { ExoRefusal } from "./exo-refusal.ts";
import { readForm } from "./read-form.ts";
import type { ExoRestOptions } from "./rest-options.ts";
import { findRoute, isOwnPath, type Route } from "./routes.ts";
import { checkOrigin } from "./same-origin.ts";
import { signedIn } from "./visit.ts";

const MOST_QUERY = 16_384;
const NO_CACHE = {
  "cache-control": "no-cache, no-store",
  "content-type": "application/json; charset=utf-8",
  "x-content-type-options": "nosniff",
};

/**
 * The older product's REST paths, for the site's own back end: `/portal/rest/webconferencing/…` and `/portal/rest/state/status/…`.
 * Each is asked of the call server as whoever is signed in, and answered as it may be known to them.
 * @returns a handler that answers `undefined` to all other paths; refusals are `{ code, message }` with 400, 401, 403, 404, 405,
 * 413, 429, 500 or 503
 * @example
 * const rest = exoRest({ server: "https://calls.example.org", token: (request) => tokenOf(sessionOf(request)) });
 * app.use(async (request, next) => (await rest(request)) ?? next());
 */
export function exoRest(
  options: ExoRestOptions,
): (request: Request) => Promise<Response | undefined> {
  return async (request) => {
    const url = new URL(request.url);
    if (!isOwnPath(url.pathname)) return undefined;
    try {
      return await answer(request, url, options);
    } catch (error) {
      return refusal(error);
    }
  };
}

async function answer(request: Request, url: URL, options: ExoRestOptions): Promise<Response> {
  checkOrigin(request, options.origin);
  const person = await signedIn(request, options);
  const route = findRoute(url.pathname);
  const handle = handlerOf(route, request.method);
  if (handle === undefined) return notThatMethod(route);
  if (url.search.length > MOST_QUERY) throw new ExoRefusal(413, "The query is too large");
  const form = request.method === "POST" ? await readForm(request) : new URLSearchParams();
  const visit = { ...person, query: url.searchParams, path: route.path, form, options };
  return Response.json(await handle(visit), { headers: NO_CACHE });
}

function handlerOf({ answers }: Route, method: string) {
  if (method === "GET" || method === "HEAD") return answers.GET;
  return method === "POST" ? answers.POST : undefined;
}

function notThatMethod({ answers }: Route): Response {
  const body = { code: "CLIENT_ERROR", message: "This path does not take that method" };
  const headers = { ...NO_CACHE, allow: Object.keys(answers).join(", ") };
  return Response.json(body, { status: 405, headers });
}

function refusal(error: unknown): Response {
  const known =
    error instanceof ExoRefusal ? error : new ExoRefusal(500, "Something went wrong on the server");
  const { status, code, message, retryAfterSeconds } = known;
  return Response.json(
    { code, message },
    {
      status,
      headers: {
        ...NO_CACHE,
        ...(retryAfterSeconds !== undefined && { "retry-after": String(retryAfterSeconds) }),
      },
    },
  );
}
