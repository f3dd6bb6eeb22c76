import { type Input, OPERATIONS, type OperationName, type Result } from "@ringline/protocol";
import { ExoRefusal } from "./exo-refusal.ts";

/** The call server has this long; a page of the site waits for the answer. */
const MOST_MS = 5_000;

/** Asks the call server as one person (or with a key); what may be asked, it decides itself. */
export type Ask = <Name extends OperationName>(
  name: Name,
  input: Input<Name>,
) => Promise<Result<Name>>;

/** @throws {ExoRefusal} by what the call server refuses; its own words stay with it */
export function askRingline(server: string, credential: string): Ask {
  return async (name, input) => {
    const { method, path } = OPERATIONS[name].rest;
    const fields = new Map(Object.entries(input));
    const url = new URL(server.replace(/\/$/, "") + filled(path, fields));
    if (method === "GET") addQuery(url, fields);
    const answer = await fetch(url, {
      method,
      redirect: "error",
      signal: AbortSignal.timeout(MOST_MS),
      headers: {
        authorization: `Bearer ${credential}`,
        ...(method !== "GET" && { "content-type": "application/json" }),
      },
      ...(method !== "GET" && { body: JSON.stringify(Object.fromEntries(fields)) }),
    }).catch(() => {
      throw new ExoRefusal(503, "The call server cannot be reached", { retryAfterMs: 2_000 });
    });
    const body: unknown = await answer.json().catch(() => undefined);
    if (!answer.ok) throw refusalOf(answer.status, body);
    return body as Result<typeof name>;
  };
}

/** Fields that stand in the path do not stand elsewhere. */
function filled(path: string, fields: Map<string, unknown>): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = fields.get(name);
    fields.delete(name);
    return encodeURIComponent(String(value));
  });
}

function addQuery(url: URL, fields: ReadonlyMap<string, unknown>): void {
  for (const [name, value] of fields)
    for (const one of Array.isArray(value) ? value : [value])
      url.searchParams.append(name, String(one));
}

function refusalOf(status: number, body: unknown): ExoRefusal {
  const { retryAfterMs } = (body ?? {}) as { retryAfterMs?: number };
  const wait = retryAfterMs === undefined ? {} : { retryAfterMs };
  switch (status) {
    case 401:
      return new ExoRefusal(401, "Unauthorized user");
    case 403:
      return new ExoRefusal(403, "Not allowed");
    case 404:
      return new ExoRefusal(404, "Not found");
    case 429:
      return new ExoRefusal(429, "Too many requests; wait a little", wait);
    default:
      return status < 500
        ? new ExoRefusal(400, "Wrong request parameters")
        : new ExoRefusal(503, "The call server does not answer now", wait);
  }
}
