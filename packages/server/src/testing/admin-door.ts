import type { OperationName, Problem, Result } from "@ringline/protocol";
import { OPERATIONS } from "@ringline/protocol";
import type { TestServer } from "./test-server.ts";

/** Asks an operation over REST with this bearer. */
export async function askRest<Name extends OperationName>(
  server: TestServer,
  name: Name,
  { bearer, input = {} }: { bearer?: string; input?: Record<string, unknown> },
): Promise<{ status: number; body: Result<Name> & Omit<Partial<Problem>, "status"> }> {
  const { method, path } = OPERATIONS[name].rest;
  const rest = { ...input };
  const filled = path.replace(/\{(\w+)\}/g, (_, field: string) => {
    const value = String(rest[field] ?? "x");
    delete rest[field];
    return encodeURIComponent(value);
  });
  const isQuestion = method === "GET";
  const query = isQuestion ? `?${queryOf(rest)}` : "";
  const answer = await fetch(server.url + filled + query, {
    method,
    headers: {
      ...(bearer !== undefined && { authorization: `Bearer ${bearer}` }),
      ...(!isQuestion && { "content-type": "application/json" }),
    },
    ...(!isQuestion && { body: JSON.stringify(rest) }),
  });
  type Body = Result<Name> & Omit<Partial<Problem>, "status">;
  return { status: answer.status, body: (await answer.json()) as Body };
}

function queryOf(input: Record<string, unknown>): URLSearchParams {
  const pairs = Object.entries(input).flatMap(([name, value]) =>
    [value].flat().map((one): [string, string] => [name, String(one)]),
  );
  return new URLSearchParams(pairs);
}

/** A session of the administration page, by a set-up link. */
export async function adminSession(server: TestServer): Promise<string> {
  const setup = await server.server.offerSetup({ onlyFirst: false });
  if (setup === undefined) throw new Error("no set-up link");
  const { body } = await askRest(server, "admin.sign-in", { bearer: setup });
  return body.session.token;
}
