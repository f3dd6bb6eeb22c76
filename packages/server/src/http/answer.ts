import type { Logger } from "../logs/logger.ts";
import { newReference } from "../logs/reference.ts";
import { type Asked, toProblem } from "../operations/problem.ts";

/** An answer of the API: JSON that nobody keeps. */
export function jsonAnswer(value: unknown, status = 200): Response {
  return new Response(JSON.stringify(value), {
    status,
    headers: { "content-type": "application/json", "cache-control": "no-store" },
  });
}

/** RFC 9457: what a client is told of anything thrown. `headers` are added. */
export function problemAnswer(
  error: unknown,
  logger: Logger,
  { headers = {}, ...asked }: Partial<Asked> & { headers?: Record<string, string> } = {},
): Response {
  const problem = toProblem(error, { ...asked, reference: newReference() }, logger);
  const answer = jsonAnswer(problem, problem.status);
  answer.headers.set("content-type", "application/problem+json");
  if (problem.status === 401) answer.headers.set("www-authenticate", "Bearer");
  const wait = retryAfterSeconds(problem);
  if (wait !== undefined) answer.headers.set("retry-after", String(wait));
  for (const [name, value] of Object.entries(headers)) answer.headers.set(name, value);
  return answer;
}

/** RFC 9110 §10.2.3 knows whole seconds only. Whoever was told 503 without a time tries again after one. */
function retryAfterSeconds({ status, retryAfterMs }: { status: number; retryAfterMs?: number }) {
  if (retryAfterMs !== undefined) return Math.max(1, Math.ceil(retryAfterMs / 1_000));
  return status === 429 || status === 503 ? 1 : undefined;
}
